// Manual first, automatic after: a person makes and looks at the first models by hand; once they
// are content, one line connects the service to the program's events.
#include <retrain/core/iso_time.hpp>
#include <retrain/defaults.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace rt = retrain;
using namespace std::chrono_literals;

namespace {

using verdict_service =
    rt::retraining_service<rt::backtest_or_large_batch, rt::min_interval<24h>,
                           rt::gradient_boosting, rt::virtual_clock>;

void write_rows(std::filesystem::path const& path, int count) {
    std::ofstream file{path};
    file << "entry_date,momentum,volume,label\n";
    std::chrono::sys_days const first = std::chrono::year{2019} / 1 / 2;
    for (int row = 0; row < count; ++row)  // a row a day
        file << rt::iso_time(first + std::chrono::days{row}).substr(0, 10) << ',' << row % 7 << ','
             << row % 11 << ',' << (row % 7 < 3 ? "buy" : "avoid") << '\n';
}

}  // namespace

int main() {
    auto const folder = std::filesystem::temp_directory_path() / "retrain-manual";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    write_rows(folder / "training.csv", 300);

    rt::settings values;
    values.training_data = folder / "training.csv";
    values.models_directory = folder / "models";
    values.logs_directory = folder / "logs";
    rt::virtual_clock clock{std::chrono::sys_days{std::chrono::year{2020} / 1 / 2}};
    verdict_service service{values, clock};
    rt::event_bus bus;

    // 1. By hand. Nothing listens to the bus yet, so events change nothing.
    bus.publish(rt::backtest_completed{});
    if (service.stats().attempts != 0) return 1;
    auto const report = service.retrain("first look");
    std::cout << report.text << '\n';
    if (!report) return 1;

    // 2. Automatic from here on: a finished backtest leads to a run, at most once a day.
    auto const connection = service.connect(bus);
    bus.publish(rt::backtest_completed{});
    std::cout << "at once: " << service.can_retrain_now().text << '\n';
    clock.advance(24h);
    bus.publish(rt::backtest_completed{});
    auto const totals = service.stats();
    std::cout << totals.attempts << " runs, " << totals.promoted << " promoted, "
              << totals.skips.at("interval_not_over") << " skipped within the interval\n";

    std::filesystem::remove_all(folder);
    return totals.attempts == 2 ? 0 : 1;
}
