#pragma once

#include <retrain/validation/class_counts.hpp>
#include <retrain/validation/labelled.hpp>
#include <retrain/validation/metric.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
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
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        if (!labelled(probabilities, labels, classes)) return none;
        try {
            double sum = 0.0;
            std::size_t present = 0;
            for (auto const& one : count_classes(probabilities, labels, classes)) {
                if (one.actual + one.predicted == 0) continue;
                sum += 2.0 * static_cast<double>(one.hits) /
                       static_cast<double>(one.actual + one.predicted);
                ++present;
            }
            return sum / static_cast<double>(present);
        } catch (std::bad_alloc const&) {
            return none;
        }
    }
};

}  // namespace retrain
