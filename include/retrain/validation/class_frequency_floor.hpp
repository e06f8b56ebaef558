#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/validation/metric.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <new>
#include <span>
#include <vector>

namespace retrain {

/// The score of answering every row with `class_shares`, the class frequencies of the training
/// rows: what a model has to beat to be of any worth. The shares are rounded to `float` like a
/// model's predictions, so that a model that has learned nothing else does not win by rounding.
/// NaN without shares, where the metric can't tell, and where memory runs out. O(rows * classes).
template <Metric M>
[[nodiscard]] constexpr double class_frequency_floor(
    M const& metric, dataset_view rows, std::span<double const> class_shares) noexcept {
    if (class_shares.empty()) return std::numeric_limits<double>::quiet_NaN();
    try {
        std::vector<float> predictions;
        predictions.reserve(rows.row_count() * class_shares.size());
        for (std::size_t row = 0; row < rows.row_count(); ++row)
            std::ranges::transform(class_shares, std::back_inserter(predictions),
                                   [](double share) { return static_cast<float>(share); });
        if constexpr (requirement::MetricScoresLabels<M>)
            return metric.score(predictions, rows.labels, class_shares.size());
        else
            return metric.score(predictions, rows);
    } catch (std::bad_alloc const&) {
        return std::numeric_limits<double>::quiet_NaN();
    }
}

}  // namespace retrain
