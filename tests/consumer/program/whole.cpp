// All components a program usually takes, in two translation units.
#include <retrain/defaults.hpp>
#include <retrain/history/history_reader.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

#include <filesystem>
#include <fstream>

namespace rt = retrain;

rt::run_report retrain_elsewhere(rt::settings const& values);

int main() {
    auto const folder = std::filesystem::absolute("consumer-run");
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    {
        std::ofstream rows{folder / "rows.csv"};
        rows << "x,y,label\n";
        for (int row = 0; row < 200; ++row)
            rows << row % 7 << ',' << row % 11 << ',' << (row % 7 < 3 ? "buy" : "avoid") << '\n';
    }
    std::filesystem::last_write_time(
        folder / "rows.csv", std::filesystem::file_time_type::clock::now() - std::chrono::seconds{5});
    rt::settings values;
    values.training_data = folder / "rows.csv";
    values.models_directory = folder / "models";
    values.logs_directory = folder / "logs";
    auto const report = retrain_elsewhere(values);
    bool const published = report && report.run.any_published();
    rt::retraining_service<rt::gradient_boosting> service{values};
    bool const serves = service.live<rt::gradient_boosting>() != nullptr;
    auto const live = rt::history_reader{folder / "logs/retraining_history.sqlite"}.live_at(
        "gradient_boosting", std::chrono::system_clock::now());
    std::filesystem::remove_all(folder);
    return published && serves && live && live->generation == 1 ? 0 : 1;
}
