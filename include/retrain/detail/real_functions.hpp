#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace retrain::detail {

/// The square root of `x >= 0`; in a constant expression by Newton's method, to the last bits.
[[nodiscard]] constexpr double square_root(double x) noexcept {
    if (!std::is_constant_evaluated()) return std::sqrt(x);
    if (!(x > 0) || x == std::numeric_limits<double>::infinity()) return x;
    // Half the exponent is a guess within a factor of two.
    auto const half = (std::bit_cast<std::uint64_t>(x) >> 1) + (std::uint64_t{0x3ff} << 51);
    double root = std::bit_cast<double>(half);
    for (int step = 0; step < 6; ++step) root = 0.5 * (root + x / root);
    return root;
}

/// The natural logarithm of `x > 0`; in a constant expression by the series of artanh, where `x`
/// must not be subnormal.
[[nodiscard]] constexpr double logarithm(double x) noexcept {
    if (!std::is_constant_evaluated()) return std::log(x);
    if (x == std::numeric_limits<double>::infinity()) return x;
    auto const bits = std::bit_cast<std::uint64_t>(x);
    auto const exponent = static_cast<int>(bits >> 52) - 0x3ff;
    // x = m 2^exponent with 1 <= m < 2, and ln m = 2 artanh((m - 1) / (m + 1)).
    double const m =
        std::bit_cast<double>((bits & 0x000fffffffffffff) | (std::uint64_t{0x3ff} << 52));
    double const ratio = (m - 1) / (m + 1);
    double sum = 0;
    double power = ratio;
    for (int odd = 1; odd < 40; odd += 2, power *= ratio * ratio) sum += power / odd;
    return 2 * sum + exponent * 0.693147180559945309417;
}

/// Neither NaN nor infinite.
[[nodiscard]] constexpr bool is_finite(double x) noexcept {
    return x >= std::numeric_limits<double>::lowest() && x <= std::numeric_limits<double>::max();
}

}  // namespace retrain::detail
