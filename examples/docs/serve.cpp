// The program that docs/serve.md shows.
#include <retrain/defaults.hpp>
#include <retrain/retrain.hpp>
#include <retrain/trainer/xgboost.hpp>

#include <filesystem>
#include <fstream>

namespace rt = retrain;

//! [features]
struct features {  // names the columns of the training file, and is the argument of a prediction
    float momentum;
    float volume;
};
BOOST_HANA_ADAPT_STRUCT(features, momentum, volume);

using verdict_service =
    rt::retraining_service<rt::csv_source<features>, rt::gradient_boosting>;

std::string verdict(verdict_service const& service, features const& today) {
    auto const live = service.live<rt::gradient_boosting>();
    if (!live) return "no model yet";
    rt::prediction const answer = live->predict(today);
    return std::string{answer.label};
}
//! [features]

int main() {
    auto const folder = std::filesystem::temp_directory_path() / "retrain-docs-serve";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    {
        std::ofstream file{folder / "training.csv"};
        file << "note,volume,momentum,label\n";
        for (int row = 0; row < 300; ++row)
            file << "x," << row % 11 << ',' << row % 7 << ',' << (row % 7 < 3 ? "buy" : "avoid")
                 << '\n';
    }
    rt::settings values;
    values.training_data = folder / "training.csv";
    values.models_directory = folder / "models";
    values.logs_directory = folder / "logs";
    verdict_service service{values};
    bool const before = verdict(service, {0, 1}) == "no model yet";
    (void)service.retrain();
    bool const after = verdict(service, {0, 1}) == "buy" && verdict(service, {6, 1}) == "avoid";
    std::filesystem::remove_all(folder);
    return before && after ? 0 : 1;
}
