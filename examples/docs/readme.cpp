// The program that the README shows.
//! [service]
#include <retrain/defaults.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

namespace rt = retrain;
using namespace std::chrono_literals;

using verdict_service = rt::retraining_service<                        // policies in any order
    rt::any_of<rt::on<rt::backtest_completed>,                         // is there a reason?
               rt::on<rt::analysis_completed,
                      rt::at_least<&rt::analysis_completed::batch_size, 50>>>,
    rt::all_of<rt::min_interval<24h>, rt::min_new_samples<100>>,       // is it allowed now?
    rt::timestamped_backup<rt::keep_last<10>>,                         // what survives?
    rt::train_each<rt::random_forest, rt::gradient_boosting>,          // how is it fitted?
    rt::record_to<rt::text_history, rt::jsonl_history>>;               // who is told?

void run(rt::event_bus& bus, rt::settings const& settings) {
    verdict_service service{settings};
    auto const connection = service.connect(bus);  // no event is heard before this line
    bus.publish(rt::analysis_completed{.batch_size = 64});  // decides, trains, judges, swaps
    if (auto const live = service.live<rt::gradient_boosting>())
        (void)live->predict(std::array{0.4F, 1.2F}).label;  // "buy", "avoid" or "watch"
}
//! [service]

#include <filesystem>
#include <fstream>

int main() {
    auto const folder = std::filesystem::temp_directory_path() / "retrain-readme";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    {
        std::ofstream file{folder / "training.csv"};
        file << "momentum,volume,label\n";
        for (int row = 0; row < 300; ++row)
            file << row % 7 << ',' << row % 11 << ','
                 << (row % 7 < 3 ? "buy" : row % 7 < 5 ? "watch" : "avoid") << '\n';
    }
    rt::settings settings;
    settings.training_data = folder / "training.csv";
    settings.models_directory = folder / "models";
    settings.logs_directory = folder / "logs";
    rt::event_bus bus;
    run(bus, settings);
    bool const stored = std::filesystem::exists(folder / "models" / "gradient_boosting.ubj") &&
                        std::filesystem::exists(folder / "models" / "random_forest.ubj") &&
                        std::filesystem::exists(folder / "logs" / "ml_retraining_history.txt");
    std::filesystem::remove_all(folder);
    return stored ? 0 : 1;
}
