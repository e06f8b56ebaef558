#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace retrain::detail {

/// P(T > t) for Student's T with `degrees` > 0 degrees of freedom: the finite series in
/// cos(atan(t / sqrt(degrees))) (Abramowitz and Stegun 26.7.3 and 26.7.4). O(degrees).
[[nodiscard]] inline double student_tail(double t, std::uint64_t degrees) noexcept {
    double const angle = std::atan(t / std::sqrt(static_cast<double>(degrees)));
    double const square = std::cos(angle) * std::cos(angle);
    bool const odd = degrees % 2 == 1;
    double term = odd ? std::cos(angle) : 1;
    double sum = 0;
    for (std::uint64_t k = odd ? 3 : 2; k <= degrees; k += 2) {
        sum += term;
        auto const place = static_cast<double>(k);
        term *= square * (place - 1) / place;
    }
    double const within =
        odd ? (angle + std::sin(angle) * sum) * 2 / std::numbers::pi : std::sin(angle) * sum;
    return (1 - within) / 2;
}

}  // namespace retrain::detail
