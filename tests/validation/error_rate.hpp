#pragma once

#include <retrain/validation/all_finite.hpp>
#include <retrain/validation/metric.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace retrain::testing {

/// The share of rows whose most probable class is not the true one (of equals the first): a metric
/// that can be computed in a constant expression. `hit_rate` is the same, the other way round.
struct error_rate {
    using direction = lower_is_better;
    static constexpr std::string_view name = "error_rate";

    [[nodiscard]] static constexpr double score(std::span<float const> probabilities,
                                                std::span<std::uint32_t const> labels,
                                                std::size_t classes) noexcept {
        if (labels.empty() || probabilities.size() != labels.size() * classes ||
            !all_finite(probabilities))
            return std::numeric_limits<double>::quiet_NaN();
        std::size_t wrong = 0;
        for (std::size_t row = 0; row < labels.size(); ++row) {
            auto const given = probabilities.subspan(row * classes, classes);
            auto const guess = std::ranges::max_element(given) - given.begin();
            wrong += guess == static_cast<std::ptrdiff_t>(labels[row]) ? 0 : 1;
        }
        return static_cast<double>(wrong) / static_cast<double>(labels.size());
    }
};

struct hit_rate {
    using direction = higher_is_better;
    static constexpr std::string_view name = "hit_rate";

    [[nodiscard]] static constexpr double score(std::span<float const> probabilities,
                                                std::span<std::uint32_t const> labels,
                                                std::size_t classes) noexcept {
        double const errors = error_rate::score(probabilities, labels, classes);
        return errors == errors ? 1.0 - errors : errors;
    }
};

}  // namespace retrain::testing
