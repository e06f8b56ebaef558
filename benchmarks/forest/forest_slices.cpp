// Whether a forest that is grown tree by tree, so that it can be stopped, predicts as well as one
// that XGBoost grows in a single round (num_parallel_tree).
//
//   forest_slices <bars.csv> [seeds] [trees]      10 seeds and 100 trees unless said otherwise
//
// For both labels of the quickstart, and for two classes (the first against the rest), the forests
// learn from the rows before each of four test periods, whose labels were known by then, and the
// mean log loss on the period is compared seed by seed. Prints a table, and fails where the
// difference of the means is more than three of its standard errors and more than 0.001.
#include <retrain/source/csv_source.hpp>
#include <retrain/trainer/random_forest.hpp>

#include <quickstart/bars.hpp>
#include <quickstart/growing_file.hpp>
#include <quickstart/labels.hpp>
#include <quickstart/training_data.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

namespace rt = retrain;

namespace {

double log_loss(rt::xgboost_model const& model, rt::dataset_view rows) {
    std::vector<float> p(rows.row_count() * model.class_count());
    model.predict_proba(rows.features, p);
    double sum = 0;
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        sum -= std::log(
            std::max(1e-15, static_cast<double>(p[row * model.class_count() + rows.labels[row]])));
    return sum / static_cast<double>(rows.row_count());
}

/// The forest as XGBoost grows it by itself, with the same parameters.
rt::xgboost_model in_one_round(rt::training_request const& request,
                               rt::random_forest_parameters const& parameters) {
    rt::xgboost_training training{request, "one round", parameters.balance_classes};
    training.set("learning_rate", 1);
    training.set("num_parallel_tree", parameters.trees.value());
    training.set("max_depth", parameters.max_depth.value());
    training.set("subsample", parameters.subsample.value());
    training.set("colsample_bynode", parameters.colsample.value());
    training.set("min_child_weight", parameters.min_child_weight.value());
    training.set("min_split_loss", parameters.min_gain.value());
    training.set("reg_lambda", parameters.l2.value());
    training.set("max_bin", parameters.max_bins.value());
    training.round();
    return training.finish(1);
}

struct mean_and_error {
    double mean = 0;
    double error = 0;
};

mean_and_error summary(std::vector<double> const& values) {
    double const n = static_cast<double>(values.size());
    double mean = 0, squares = 0;
    for (double const value : values) mean += value / n;
    for (double const value : values) squares += (value - mean) * (value - mean);
    return {mean, std::sqrt(squares / (n - 1) / n)};
}

rt::dataset rows_of(std::string const& bars, quickstart::label_rule rule) {
    auto const file = std::filesystem::temp_directory_path() /
                      ("retrain-forest-" + std::to_string(::getpid()) + ".csv");
    auto const rows = quickstart::training_rows(quickstart::read_bars(bars), rule);
    quickstart::growing_file{file.string(), rows}.append_known(rows.back().known());
    rt::csv_options options;
    options.max_classes = 10;
    auto data = rt::csv_source<quickstart::verdict_features>{file.string(), options}.load({});
    std::filesystem::remove(file);
    return data;
}

bool compare(char const* name, rt::dataset const& data, std::size_t seeds, int trees) {
    rt::random_forest const forest{{.trees = trees}};
    auto const all = data.view();
    std::vector<double> one_round, sliced, difference;
    for (std::size_t period = 0; period < 4; ++period) {
        std::size_t const begin = all.row_count() * (4 + period) / 8;
        std::size_t const end = all.row_count() * (5 + period) / 8;
        std::vector<std::size_t> before, during;
        for (std::size_t row = 0; row < end; ++row) {
            if (row >= begin)
                during.push_back(row);
            else if (all.known[row] <= all.entry[begin])
                before.push_back(row);
        }
        auto const training = rt::select(all, before);
        auto const test = rt::select(all, during);
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            rt::training_request const request{.rows = training.view(), .seed = seed};
            one_round.push_back(log_loss(in_one_round(request, forest.parameters), test.view()));
            sliced.push_back(log_loss(forest.train(request), test.view()));
            difference.push_back(sliced.back() - one_round.back());
        }
    }
    auto const apart = summary(difference);
    std::printf("%-12s %7zu  %9.6f  %9.6f  %+10.6f  %9.6f\n", name, all.class_count(),
                summary(one_round).mean, summary(sliced).mean, apart.mean, apart.error);
    return std::abs(apart.mean) <= std::max(0.001, 3 * apart.error);
}

/// The first class against the rest.
rt::dataset two_classes(rt::dataset data) {
    data.shape.classes = {data.shape.classes.front(), "other"};
    for (auto& label : data.labels) label = label == 0 ? 0 : 1;
    return data;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fprintf(stderr, "usage: forest_slices <bars.csv> [seeds] [trees]\n");
        return 2;
    }
    try {
        std::size_t const seeds = count > 2 ? std::stoul(arguments[2]) : 10;
        int const trees = count > 3 ? std::stoi(arguments[3]) : 100;
        std::printf("%d trees, %zu seeds, four test periods; mean log loss\n", trees, seeds);
        std::printf("%-12s %7s  %9s  %9s  %10s  %9s\n", "label", "classes", "one round", "sliced",
                    "difference", "its error");
        bool same = true;
        for (auto const& [name, rule] :
             {std::pair{"volatility", quickstart::label_rule::volatility},
              {"return", quickstart::label_rule::direction}}) {
            auto const data = rows_of(arguments[1], rule);
            same = compare(name, data, seeds, trees) && same;
            same = compare(name, two_classes(data), seeds, trees) && same;
        }
        return same ? 0 : 1;
    } catch (std::exception const& problem) {
        std::fprintf(stderr, "forest_slices: %s\n", problem.what());
        return 1;
    }
}
