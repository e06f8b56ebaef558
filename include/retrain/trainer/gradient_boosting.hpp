#pragma once

#include <retrain/core/fixed_string.hpp>
#include <retrain/trainer/concept.hpp>
#include <retrain/trainer/parameter.hpp>
#include <retrain/trainer/xgboost_model.hpp>
#include <retrain/trainer/xgboost_training.hpp>

#include <cstddef>
#include <limits>
#include <string_view>

namespace retrain {

/// Each is checked where it is assigned: `gradient_boosting{{.rounds = 200, .max_depth = 4}}`.
struct gradient_boosting_parameters {
    parameter<"rounds", int, 1, 100'000> rounds = 100;  ///< at most, where it stops early
    parameter<"max_depth", int, 1, 30> max_depth = 4;
    parameter<"learning_rate", double, 1e-6, 1> learning_rate = 0.1;
    parameter<"subsample", double, 0.01, 1> subsample = 0.8;  ///< share of the rows, each round
    parameter<"colsample", double, 0.01, 1> colsample = 0.8;  ///< share of the features, each tree
    parameter<"min_child_weight", double, 0, 1e9> min_child_weight = 1.0;  ///< hessian in a leaf
    parameter<"min_gain", double, 0, 1e9> min_gain = 0.0;  ///< loss that a split must save
    parameter<"l1", double, 0, 1e9> l1 = 0.0;              ///< on leaf values
    parameter<"l2", double, 0, 1e9> l2 = 1.0;              ///< on leaf values
    parameter<"max_bins", int, 2, 65'535> max_bins = 256;  ///< of a feature's histogram
    /// Stop once the loss on the stopping rows has not improved for so many rounds; 0: never.
    parameter<"early_stopping_rounds", int, 0, 100'000> early_stopping_rounds = 20;
    bool balance_classes = false;  ///< all classes get the same total weight
};

/// Trees in sequence, each fitted to what the ones before it get wrong. XGBoost, `hist`.
///
/// Use when you want the best probabilities from tabular data and can hold rows back to stop on;
/// it overfits where it is not stopped. `request.rounds` fixes the rounds exactly; without it and
/// with stopping rows, the model keeps the rounds up to the best one. Cancelled between rounds.
/// O(rounds * classes * rows * features).
template <fixed_string Name>
struct basic_gradient_boosting {
    using policy_role = trainer_role;
    static constexpr std::string_view name = Name;

    gradient_boosting_parameters parameters{};

    [[nodiscard]] constexpr bool wants_stopping_rows() const noexcept {
        return parameters.early_stopping_rounds > 0;
    }

    /// Throws `error`: `bad_data`, `training_failed` or `cancelled`.
    [[nodiscard]] xgboost_model train(training_request const& request) const {
        xgboost_training training{request, name, parameters.balance_classes};
        training.set("learning_rate", parameters.learning_rate.value());
        training.set("max_depth", parameters.max_depth.value());
        training.set("subsample", parameters.subsample.value());
        training.set("colsample_bytree", parameters.colsample.value());
        training.set("min_child_weight", parameters.min_child_weight.value());
        training.set("min_split_loss", parameters.min_gain.value());
        training.set("reg_alpha", parameters.l1.value());
        training.set("reg_lambda", parameters.l2.value());
        training.set("max_bin", parameters.max_bins.value());

        auto const rounds =
            request.rounds.value_or(static_cast<std::size_t>(parameters.rounds.value()));
        auto const patience = static_cast<std::size_t>(parameters.early_stopping_rounds.value());
        bool const stops_early = wants_stopping_rows() && !request.rounds;
        std::size_t best = 1;
        double best_loss = std::numeric_limits<double>::infinity();
        for (std::size_t round = 1; round <= rounds; ++round) {
            training.round();
            auto const loss = training.report(rounds);
            if (!stops_early || !loss || *loss < best_loss) {
                best = round;
                best_loss = loss.value_or(best_loss);
            } else if (round - best >= patience) {
                break;
            }
        }
        return training.finish(best);
    }
};

/// The usual one. Two in one service need names of their own: `basic_gradient_boosting<"deep">`.
using gradient_boosting = basic_gradient_boosting<"gradient_boosting">;

}  // namespace retrain
