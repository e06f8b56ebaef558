#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// A model's answer for one row.
struct prediction {
    std::vector<float> probabilities;  ///< one a class, in the order of the model's classes
    std::size_t best = 0;              ///< index of the most probable class, the first on a tie
    std::string_view label;            ///< its name; lives as long as the model that answered

    [[nodiscard]] float probability() const noexcept { return probabilities[best]; }
};

/// Names the most probable of `classes`; both spans have one element a class.
[[nodiscard]] inline prediction most_probable(std::vector<float> probabilities,
                                              std::span<std::string const> classes) {
    auto const top = std::ranges::max_element(probabilities);
    auto const best = static_cast<std::size_t>(top - probabilities.begin());
    return {std::move(probabilities), best, classes[best]};
}

}  // namespace retrain
