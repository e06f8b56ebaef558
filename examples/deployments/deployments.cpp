// One program, three deployments: which one is chosen by the CMake variable DEPLOYMENT, which
// selects the header. The program itself names no policy.
#include DEPLOYMENT_HEADER

#include <filesystem>
#include <fstream>
#include <iostream>

namespace rt = retrain;
using namespace std::chrono_literals;

int main() {
    auto const folder = std::filesystem::temp_directory_path() /
                        (std::string{"retrain-deployment-"} + deployment::name);
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    {
        std::ofstream file{folder / "training.csv"};
        file << "ticker,entry_date,momentum,volume,label\n";
        for (int row = 0; row < 400; ++row)
            file << "T" << row % 5 << ",20" << 10 + row / 336 << '-' << 10 + row / 28 % 3 << '-'
                 << 10 + row % 18 << ',' << row % 7 << ',' << row % 11 << ','
                 << (row % 7 < 3 ? "buy" : "avoid") << '\n';
    }
    rt::settings values;
    values.training_data = folder / "training.csv";
    values.models_directory = folder / "models";
    values.logs_directory = folder / "logs";
    values.min_interval_hours = 2;

    deployment::verdict_service<> service{values};
    auto const report = service.retrain("first model");
    auto const totals = service.stats();
    std::cout << deployment::name << ": " << report.text << "\nminimum interval: "
              << totals.minimum_interval_hours.value_or(0) << " hours, can retrain now: "
              << (totals.can_retrain_now ? "yes" : totals.can_retrain_now.text) << '\n';
    bool const serves = service.live<"gradient_boosting">() != nullptr;
    std::filesystem::remove_all(folder);
    return report && serves ? 0 : 1;
}
