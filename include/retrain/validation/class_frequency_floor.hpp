#pragma once

#include <retrain/validation/metric.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
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
    M const& metric, std::span<std::uint32_t const> labels,
    std::span<double const> class_shares) noexcept {
    if (class_shares.empty()) return std::numeric_limits<double>::quiet_NaN();
    try {
        std::vector<float> predictions;
        predictions.reserve(labels.size() * class_shares.size());
        for (std::size_t row = 0; row < labels.size(); ++row)
            std::ranges::transform(class_shares, std::back_inserter(predictions),
                                   [](double share) { return static_cast<float>(share); });
        return metric.score(predictions, labels, class_shares.size());
    } catch (std::bad_alloc const&) {
        return std::numeric_limits<double>::quiet_NaN();
    }
}

}  // namespace retrain
