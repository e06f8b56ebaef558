#pragma once

#include <retrain/validation/labelled.hpp>
#include <retrain/validation/metric.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace retrain::testing {

/// The share of rows whose most probable class is not the true one (of equals the first): a metric
/// that can be computed in a constant expression. `hit_rate` is the same, the other way round.
struct error_rate {
    using direction = lower_is_better;
    using unit = share_unit;
    static constexpr std::string_view name = "error_rate";

    [[nodiscard]] static constexpr double row_score(std::span<float const> given,
                                                    std::uint32_t label) noexcept {
        return most_probable(given) == label ? 0.0 : 1.0;
    }
    [[nodiscard]] static constexpr double score(std::span<float const> probabilities,
                                                std::span<std::uint32_t const> labels,
                                                std::size_t classes) noexcept {
        return mean_over_rows(probabilities, labels, classes, row_score);
    }
};

struct hit_rate {
    using direction = higher_is_better;
    using unit = share_unit;
    static constexpr std::string_view name = "hit_rate";

    [[nodiscard]] static constexpr double row_score(std::span<float const> given,
                                                    std::uint32_t label) noexcept {
        return 1.0 - error_rate::row_score(given, label);
    }
    [[nodiscard]] static constexpr double score(std::span<float const> probabilities,
                                                std::span<std::uint32_t const> labels,
                                                std::size_t classes) noexcept {
        return mean_over_rows(probabilities, labels, classes, row_score);
    }
};

}  // namespace retrain::testing
