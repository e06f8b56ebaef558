#pragma once

#include <retrain/validation/class_counts.hpp>
#include <retrain/validation/metric.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace retrain {

/// Use when a rare class counts as much as a frequent one: the mean, over the classes that occur
/// among the labels, of the share of their rows that were recognised. 1/k is what always saying
/// the same of k classes gets. As scikit-learn's `balanced_accuracy_score`.
struct balanced_accuracy {
    using direction = higher_is_better;
    using unit = share_unit;
    static constexpr std::string_view name = "balanced_accuracy";
    static constexpr bool smooth = true;  ///< a function of means, so the jackknife can test it

    /// `probabilities` is row-major, `labels.size()` x `classes`; NaN unless they are `labelled`,
    /// and where memory runs out.
    [[nodiscard]] static constexpr double score(std::span<float const> probabilities,
                                                std::span<std::uint32_t const> labels,
                                                std::size_t classes) noexcept {
        return mean_over_classes(
            probabilities, labels, classes, [](class_count const& one) -> std::optional<double> {
                if (one.actual == 0) return std::nullopt;
                return static_cast<double>(one.hits) / static_cast<double>(one.actual);
            });
    }
};

}  // namespace retrain
