#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

namespace retrain::detail {

/// I_x(a, b) = x^a (1 - x)^b / (a B(a, b)) / (1 + d1/(1 + d2/(1 + ...))), its continued fraction
/// (Abramowitz and Stegun 26.5.8) from the front (Lentz), for x below (a + 1)/(a + b + 2), where it
/// converges within some dozen terms. `beta` is B(a, b).
[[nodiscard]] inline double incomplete_beta(double a, double b, double x, double beta) noexcept {
    constexpr double tiny = 1e-300;
    auto const not_zero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double numerator = 1.0;
    double denominator = 0.0;
    double fraction = 1.0;
    for (int i = 0; i < 1'000; ++i) {
        double const m = i / 2;
        double const term =
            i == 0       ? 1.0
            : i % 2 == 0 ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                         : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        denominator = 1.0 / not_zero(1.0 + term * denominator);
        numerator = not_zero(1.0 + term / numerator);
        double const factor = numerator * denominator;
        fraction *= factor;
        if (i > 0 && std::abs(factor - 1.0) < 1e-15) break;
    }
    return std::pow(x, a) * std::pow(1.0 - x, b) / (a * beta) * (fraction - 1.0);
}

/// The chance that a t-distributed number with `degrees` of freedom is above `t`:
/// I_{v/(v+t^2)}(v/2, 1/2) / 2 for t >= 0 (Abramowitz and Stegun 26.7.1). NaN for a NaN or no
/// degrees. Written out because the special functions of Boost.Math, against which the tests hold
/// it, would make half of what including <retrain/retrain.hpp> costs. O(degrees).
[[nodiscard]] inline double student_t_above(double t, std::size_t degrees) noexcept {
    if (degrees == 0 || std::isnan(t)) return std::numeric_limits<double>::quiet_NaN();
    if (std::isinf(t)) return t > 0.0 ? 0.0 : 1.0;
    double beta = degrees % 2 == 0 ? 2.0 : std::numbers::pi;  // B(v/2, 1/2) of v = 2, and of v = 1
    for (std::size_t v = degrees % 2 == 0 ? 2 : 1; v < degrees; v += 2)
        beta *= static_cast<double>(v) / static_cast<double>(v + 1);
    double const half = static_cast<double>(degrees) / 2.0;
    double const square = t * t;
    double const sum = static_cast<double>(degrees) + square;
    double const x = static_cast<double>(degrees) / sum;
    double const tail = x < (half + 1.0) / (half + 2.5)
                            ? incomplete_beta(half, 0.5, x, beta) / 2.0
                            : 0.5 - incomplete_beta(0.5, half, square / sum, beta) / 2.0;
    return t >= 0.0 ? tail : 1.0 - tail;
}

}  // namespace retrain::detail
