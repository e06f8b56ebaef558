#pragma once

#include <retrain/core/fixed_string.hpp>
#include <retrain/trainer/concept.hpp>
#include <retrain/trainer/parameter.hpp>
#include <retrain/trainer/xgboost_model.hpp>
#include <retrain/trainer/xgboost_training.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// Each is checked where it is assigned: `random_forest{{.trees = 300, .max_depth = 10}}`.
struct random_forest_parameters {
    parameter<"trees", int, 1, 100'000> trees = 100;  ///< for each class, two classes share them
    parameter<"max_depth", int, 1, 30> max_depth = 8;
    parameter<"subsample", double, 0.01, 1> subsample = 0.8;  ///< share of the rows, each tree
    parameter<"colsample", double, 0.01, 1> colsample = 0.5;  ///< share of the features, each split
    parameter<"min_child_weight", double, 0, 1e9> min_child_weight = 1.0;  ///< hessian in a leaf
    parameter<"min_gain", double, 0, 1e9> min_gain = 0.0;  ///< loss that a split must save
    parameter<"l2", double, 0, 1e9> l2 = 1.0;              ///< on leaf values
    parameter<"max_bins", int, 2, 65'535> max_bins = 256;  ///< of a feature's histogram
    bool balance_classes = false;  ///< all classes get the same total weight
};

namespace detail {
/// First and second derivative of the log loss, by each output, where every class is equally
/// probable: what the first round of boosting is fitted to.
[[nodiscard]] inline std::pair<std::vector<float>, std::vector<float>> first_derivatives(
    dataset_view rows, std::span<float const> weights, std::size_t outputs) {
    std::vector<float> gradients, hessians;
    gradients.reserve(rows.row_count() * outputs);
    hessians.reserve(rows.row_count() * outputs);
    float const p = outputs == 1 ? 0.5F : 1.0F / static_cast<float>(outputs);
    float const curvature = (outputs == 1 ? 1.0F : 2.0F) * p * (1.0F - p);
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        for (std::size_t output = 0; output < outputs; ++output) {
            bool const is_class = rows.labels[row] == (outputs == 1 ? 1 : output);
            gradients.push_back(weights[row] * (is_class ? p - 1.0F : p));
            hessians.push_back(weights[row] * curvature);
        }
    return {std::move(gradients), std::move(hessians)};
}
}  // namespace detail

/// Trees beside each other, each fitted to the same target on rows and features of its own. XGBoost,
/// `hist`.
///
/// Use when you want a model that more trees do not overfit, with few parameters and no rows held
/// back. XGBoost would grow a forest in one round (`num_parallel_tree`) that nobody can interrupt.
/// Here a round is one tree for each class, always on the derivatives of the first round and with
/// the weight 1 / trees: the same forest, but cancelled between trees and with progress.
/// O(trees * classes * rows * features).
template <fixed_string Name>
struct basic_random_forest {
    using policy_role = trainer_role;
    static constexpr std::string_view name = Name;

    random_forest_parameters parameters{};

    /// `request.rounds` replaces `trees`. Throws `error`: `bad_data`, `training_failed` or
    /// `cancelled`.
    [[nodiscard]] xgboost_model train(training_request const& request) const {
        auto const trees =
            request.rounds.value_or(static_cast<std::size_t>(parameters.trees.value()));
        xgboost_training training{request, name, parameters.balance_classes};
        training.set("learning_rate", 1.0 / static_cast<double>(trees));
        training.set("max_depth", parameters.max_depth.value());
        training.set("subsample", parameters.subsample.value());
        training.set("colsample_bynode", parameters.colsample.value());
        training.set("min_child_weight", parameters.min_child_weight.value());
        training.set("min_split_loss", parameters.min_gain.value());
        training.set("reg_lambda", parameters.l2.value());
        training.set("max_bin", parameters.max_bins.value());

        auto [gradients, hessians] =
            detail::first_derivatives(request.rows, training.weights(), training.outputs());
        for (std::size_t tree = 1; tree <= trees; ++tree) {
            training.round(gradients, hessians);
            training.report(trees);
        }
        return training.finish(trees);
    }
};

/// The usual one. Two in one service need names of their own: `basic_random_forest<"shallow">`.
using random_forest = basic_random_forest<"random_forest">;

}  // namespace retrain
