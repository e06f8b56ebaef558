// Writes, into the folder named by the argument, one model of each kind with the rows it was
// trained on and what it predicts for them: read_models.py compares with what Python's xgboost says.
#include <retrain/trainer/xgboost.hpp>

#include <laws/trainer.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>
#include <string>

#include "sample_rows.hpp"

namespace {
using namespace retrain;

void write(std::filesystem::path const& path, std::span<std::byte const> bytes) {
    std::ofstream out{path, std::ios::binary};
    out.exceptions(std::ios::failbit | std::ios::badbit);
    out.write(reinterpret_cast<char const*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
}

void write_pair(std::filesystem::path const& folder, std::string const& name,
                dataset const& data, dataset_view stopping_rows, auto const& trainer) {
    auto model =
        trainer.train({.rows = data.view(), .stopping_rows = stopping_rows, .seed = 42});
    model.annotate("trained_because", "a test");
    write(folder / (name + ".ubj"), model.save());
    write(folder / (name + ".rows"), std::as_bytes(std::span{data.features}));
    write(folder / (name + ".labels"), std::as_bytes(std::span{data.labels}));
    auto const probabilities = laws::predictions(model, data.features);
    write(folder / (name + ".probabilities"), std::as_bytes(std::span{probabilities}));
}
}  // namespace

int main(int count, char** arguments) try {
    if (count != 2) return 2;
    std::filesystem::path const folder = arguments[1];
    for (std::size_t const classes : {2U, 3U}) {
        auto data = testing::sample_rows({.rows = 500, .classes = classes, .missing = 0.05F});
        data.shape.features[2] = {"above_ema", column_type::boolean};
        auto const later = testing::sample_rows({.rows = 100, .classes = classes, .seed = 2});
        auto const suffix = "_" + std::to_string(classes);
        write_pair(folder, "boosting" + suffix, data, {}, gradient_boosting{{.rounds = 12}});
        write_pair(folder, "stopped" + suffix, data, later.view(),
                   gradient_boosting{{.rounds = 500, .learning_rate = 0.5}});
        write_pair(folder, "forest" + suffix, data, {}, random_forest{{.trees = 12}});
    }
} catch (std::exception const& problem) {
    std::cerr << problem.what() << '\n';
    return 1;
}
