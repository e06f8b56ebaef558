#pragma once

#include <retrain/validation/labelled.hpp>
#include <retrain/validation/metric.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace retrain {

/// Use when probabilities matter, not only the winning class: the mean of -ln p, p the probability
/// that a row's true class was given. 0 is perfect; ln k is what an even guess over k classes
/// costs.
///
/// Computed as scikit-learn's `log_loss` up to version 1.4 does on doubles: each probability is
/// clipped to [eps, 1 - eps], eps = 2^-52, and a row is divided by its sum. Rows are not weighted.
struct log_loss {
    using direction = lower_is_better;
    using unit = loss_unit;
    static constexpr std::string_view name = "log_loss";

    /// What one row costs; `label` is an index into `given`.
    [[nodiscard]] static double row_score(std::span<float const> given,
                                          std::uint32_t label) noexcept {
        constexpr double eps = std::numeric_limits<double>::epsilon();
        auto const clipped = [=](float p) { return std::clamp<double>(p, eps, 1.0 - eps); };
        double sum = 0.0;
        for (float const p : given) sum += clipped(p);
        return -std::log(clipped(given[label]) / sum);
    }

    /// `probabilities` is row-major, `labels.size()` x `classes`. NaN where there is no row, where
    /// a probability is NaN or infinite, a label is not below `classes`, or the sizes do not agree.
    [[nodiscard]] static double score(std::span<float const> probabilities,
                                      std::span<std::uint32_t const> labels,
                                      std::size_t classes) noexcept {
        return mean_over_rows(probabilities, labels, classes, row_score);
    }
};

}  // namespace retrain
