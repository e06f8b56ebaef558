#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/training.hpp>
#include <retrain/detail/require_row_sets.hpp>
#include <retrain/service/contest.hpp>
#include <retrain/split/fold_split.hpp>
#include <retrain/trainer/concept.hpp>
#include <retrain/validation/metric.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>
#include <vector>

namespace retrain {

/// What came of one fold.
struct fold_score {
    double score = std::numeric_limits<double>::quiet_NaN();
    std::size_t training = 0;
    std::size_t tested = 0;
    std::size_t purged = 0;
};

/// The scores of a cross-validation, in the order of its folds.
struct cross_validation {
    std::string_view metric{};  ///< its name, in static storage
    bool purged = false;        ///< no model was tested on what its training rows looked into
    std::vector<fold_score> folds{};

    /// The mean of the folds' scores; NaN without folds or where a score is NaN.
    [[nodiscard]] double mean() const noexcept {
        double sum = 0;
        for (auto const& fold : folds) sum += fold.score;
        return sum / static_cast<double>(folds.size());
    }
    /// The folds' standard deviation (of a sample, n - 1); NaN for fewer than two. Folds share
    /// training rows, so it says how even the scores are, not how sure their mean is.
    [[nodiscard]] double deviation() const noexcept {
        double squares = 0;
        for (auto const& fold : folds) squares += (fold.score - mean()) * (fold.score - mean());
        return folds.size() < 2 ? std::numeric_limits<double>::quiet_NaN()
                                : std::sqrt(squares / static_cast<double>(folds.size() - 1));
    }
};

/// Trains a model on the training rows of each fold of `rows` and scores its predictions for the
/// rows that test. A trainer that stops early watches the purged tail of its training rows, as a
/// judge does. `how` says threads, seed, rounds and listeners; its rows are not read.
///
/// Throws what the split and the trainer throw: `error` (`bad_data`) where a fold has no training
/// rows, `cancelled` where `how.stop` asks for it. Time: one training and O(rows) for each fold.
template <FoldSplit Split, Trainer T, Metric M>
[[nodiscard]] cross_validation cross_validate(Split const& split, T& trainer, dataset_view rows,
                                              M const& metric, training_request const& how = {}) {
    cross_validation result{M::name, Split::purged, {}};
    for (split_rows const& fold : split.folds(rows)) {
        detail::require_row_sets(fold, rows.row_count());
        dataset const training = select(rows, fold.training);
        dataset const tested = select(rows, fold.holdout);
        auto const model = train_judge(trainer, how, training.view());
        auto const predictions = detail::predict_all(model, tested.view());
        result.folds.push_back({metric.score(predictions, tested.labels, model.class_count()),
                                fold.training.size(), fold.holdout.size(), fold.purged});
    }
    return result;
}

}  // namespace retrain
