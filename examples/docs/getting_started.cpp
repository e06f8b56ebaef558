// The program of docs/getting_started.md: a first model by hand, and a run by an event.
//! [program]
#include <retrain/core/iso_time.hpp>
#include <retrain/defaults.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace rt = retrain;

using verdict_service = rt::retraining_service<
    rt::on<rt::analysis_completed,                                   // is there a reason?
           rt::at_least<&rt::analysis_completed::batch_size, 50>>,
    rt::min_new_samples<50>,                                         // is it allowed now?
    rt::gradient_boosting,                                           // how is it fitted?
    rt::stream_logger>;                                              // messages: std::clog

/// Appends a row for each day: what was known on it, and what came of it.
void append_rows(std::filesystem::path const& path, int first, int last) {
    std::ofstream file{path, std::ios::app};
    if (first == 0) file << "entry_date,momentum,volume,label\n";
    std::chrono::sys_days const begin = std::chrono::year{2024} / 1 / 1;
    for (int day = first; day < last; ++day)
        file << rt::iso_time(begin + std::chrono::days{day}).substr(0, 10) << ',' << day % 7 << ','
             << day % 11 << ',' << (day % 7 < 3 || day % 11 == 5 ? "buy" : "avoid") << '\n';
}

int main() {
    std::filesystem::path const folder = "getting_started_files";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    append_rows(folder / "rows.csv", 0, 300);

    rt::settings settings;
    settings.training_data = folder / "rows.csv";     // else data/ml_training_data.csv
    settings.models_directory = folder / "models";    // else models
    settings.logs_directory = folder / "logs";        // else logs
    verdict_service service{settings};

    rt::run_report const report = service.retrain("first model");  // by hand
    std::cout << report.text << '\n';
    for (auto const& warning : report.run.warnings) std::cout << "warning: " << warning << '\n';
    if (!report) return 1;

    rt::event_bus bus;
    auto const listener = bus.subscribe<verdict_service::completed>(
        [](verdict_service::completed const& done) { std::cout << describe(done.run) << '\n'; });
    auto const connection = service.connect(bus);  // no event is heard before this line
    append_rows(folder / "rows.csv", 300, 360);
    bus.publish(rt::analysis_completed{.batch_size = 60});  // decides, trains, judges, swaps

    auto const live = service.live<rt::gradient_boosting>();
    std::cout << live->predict(std::array{1.0F, 4.0F}).label << '\n';  // momentum, volume
    return service.stats().attempts == 2 ? 0 : 1;
}
//! [program]
