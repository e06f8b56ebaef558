#pragma once

#include <retrain/validation/class_counts.hpp>
#include <retrain/validation/metric.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace retrain {

/// Use when both missing a class and crying it wrongly cost, for rare classes as for frequent ones:
/// the mean of 2 hits / (actual + predicted) over the classes that occur among labels or
/// predictions. As scikit-learn's `f1_score` with `average='macro'`.
struct macro_f1 {
    using direction = higher_is_better;
    using unit = share_unit;
    static constexpr std::string_view name = "macro_f1";
    static constexpr bool smooth = true;  ///< a function of means, so the jackknife can test it

    /// `probabilities` is row-major, `labels.size()` x `classes`; NaN unless they are `labelled`,
    /// and where memory runs out.
    [[nodiscard]] static constexpr double score(std::span<float const> probabilities,
                                                std::span<std::uint32_t const> labels,
                                                std::size_t classes) noexcept {
        return mean_over_classes(
            probabilities, labels, classes, [](class_count const& one) -> std::optional<double> {
                if (one.actual + one.predicted == 0) return std::nullopt;
                return 2.0 * static_cast<double>(one.hits) /
                       static_cast<double>(one.actual + one.predicted);
            });
    }
};

}  // namespace retrain
