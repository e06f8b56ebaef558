// The program that docs/service.md shows.
#include <retrain/defaults.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>

namespace rt = retrain;
using namespace std::chrono_literals;

//! [chain]
struct ranking {};   // tags: each service announces its own
struct verdicts {};

using ranking_service =
    rt::retraining_service<rt::named<ranking>, rt::on<rt::backtest_completed>,
                           rt::gradient_boosting>;
using verdict_service =
    rt::retraining_service<rt::named<verdicts>, rt::on<rt::retraining_completed<ranking>>,
                           rt::random_forest>;
//! [chain]

namespace {

rt::settings settings_in(std::filesystem::path const& folder, std::string const& name) {
    rt::settings values;
    values.training_data = folder / "training.csv";
    values.models_directory = folder / name / "models";
    values.logs_directory = folder / name / "logs";
    return values;
}

int ask(ranking_service& service) {
    //! [ask]
    if (auto const ready = service.can_retrain_now(); !ready)
        std::cout << "not now: " << ready.text << '\n';  // typed in ready.refused->why

    rt::run_report const report = service.retrain("a person asked");
    if (report.skipped) std::cout << "no run: " << report.text << '\n';
    for (auto const& model : report.run.models)
        std::cout << rt::describe(model) << '\n';

    rt::statistics const totals = service.stats();
    std::cout << totals.attempts << " runs, " << totals.promoted << " models went live\n";
    //! [ask]
    return static_cast<int>(totals.attempts);
}

}  // namespace

int main() {
    auto const folder = std::filesystem::temp_directory_path() / "retrain-docs-service";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    {
        std::ofstream file{folder / "training.csv"};
        file << "momentum,volume,label\n";
        for (int row = 0; row < 300; ++row)
            file << row % 7 << ',' << row % 11 << ',' << (row % 7 < 3 ? "buy" : "avoid") << '\n';
    }
    ranking_service first{settings_in(folder, "ranking")};
    verdict_service second{settings_in(folder, "verdicts")};
    rt::event_bus bus;
    auto const a = first.connect(bus);
    auto const b = second.connect(bus);
    bus.publish(rt::backtest_completed{});  // retrains `first`, whose end retrains `second`
    bool const chained = second.live<rt::random_forest>() != nullptr;
    int const runs = ask(first);
    std::filesystem::remove_all(folder);
    return chained && runs == 2 ? 0 : 1;
}
