#pragma once

#include <algorithm>
#include <limits>
#include <span>

namespace retrain {

/// No prediction is NaN or infinite: what every gate asks before it lets a model through.
[[nodiscard]] constexpr bool all_finite(std::span<float const> predictions) noexcept {
    return std::ranges::all_of(predictions, [](float value) {
        return value >= std::numeric_limits<float>::lowest() &&
               value <= std::numeric_limits<float>::max();
    });
}

}  // namespace retrain
