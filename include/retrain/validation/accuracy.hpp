#pragma once

#include <retrain/validation/labelled.hpp>
#include <retrain/validation/metric.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace retrain {

/// Use when only the winning class is acted on and all mistakes cost the same: the share of rows
/// whose most probable class (of equals the first) is the true one. Where one class is frequent,
/// `balanced_accuracy` says more.
struct accuracy {
    using direction = higher_is_better;
    using unit = share_unit;
    static constexpr std::string_view name = "accuracy";

    [[nodiscard]] static constexpr double row_score(std::span<float const> given,
                                                    std::uint32_t label) noexcept {
        return most_probable(given) == label ? 1.0 : 0.0;
    }

    /// `probabilities` is row-major, `labels.size()` x `classes`; NaN unless they are `labelled`.
    [[nodiscard]] static constexpr double score(std::span<float const> probabilities,
                                                std::span<std::uint32_t const> labels,
                                                std::size_t classes) noexcept {
        return mean_over_rows(probabilities, labels, classes, row_score);
    }
};

}  // namespace retrain
