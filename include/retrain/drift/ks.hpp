#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

namespace retrain {

/// Use when two samples of a number are to be compared whatever their distribution: the largest
/// difference between their empirical distribution functions (Kolmogorov-Smirnov), 0 to 1. Both
/// samples ascend and hold no NaN (`sorted_sample`); NaN where one is empty. O(n + m).
[[nodiscard]] constexpr double ks_distance(std::span<float const> a,
                                           std::span<float const> b) noexcept {
    if (a.empty() || b.empty()) return std::numeric_limits<double>::quiet_NaN();
    auto const n = static_cast<double>(a.size());
    auto const m = static_cast<double>(b.size());
    double largest = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        float const at = std::min(a[i], b[j]);
        while (i < a.size() && a[i] == at) ++i;
        while (j < b.size() && b[j] == at) ++j;
        double const gap = static_cast<double>(i) / n - static_cast<double>(j) / m;
        largest = std::max(largest, gap < 0 ? -gap : gap);
    }
    return largest;
}

/// The exact probability of a distance of at least `distance` between samples of `n` and `m` values
/// of one continuous distribution; with ties the true one is smaller. O(n m) time, O(min(n, m))
/// memory.
///
/// A merged order of both samples is a path from (0, 0) to (n, m). The probability that a random
/// one has left the band |i / n - j / m| < distance by (i, j) is 1 outside the band; inside, its
/// last step came from the first sample with probability i / (i + j). No term is negative, so
/// small p-values keep their digits.
[[nodiscard]] constexpr double ks_exact_p_value(double distance, std::size_t n, std::size_t m) {
    if (n == 0 || m == 0 || distance != distance) return std::numeric_limits<double>::quiet_NaN();
    if (n < m) std::swap(n, m);
    auto const rows = static_cast<double>(n);
    auto const columns = static_cast<double>(m);
    double const limit = distance * rows * columns - 1e-6;  // differences are whole numbers
    std::vector<double> left(m + 1, 0.0);
    for (std::size_t i = 0; i <= n; ++i)
        for (std::size_t j = 0; j <= m; ++j) {
            auto const x = static_cast<double>(i);
            auto const y = static_cast<double>(j);
            double const gap = x * columns - y * rows;
            if ((gap < 0 ? -gap : gap) >= limit)
                left[j] = 1;
            else if (i + j > 0)
                left[j] = (x * left[j] + (j > 0 ? y * left[j - 1] : 0.0)) / (x + y);
        }
    return left[m];
}

/// The limit of the same for large samples, with `scaled = distance sqrt(n m / (n + m))`:
/// Kolmogorov's distribution, by the series that converges faster there.
[[nodiscard]] inline double ks_asymptotic_p_value(double scaled) noexcept {
    if (std::isnan(scaled)) return scaled;
    if (scaled <= 0) return 1;
    double sum = 0;
    if (scaled < 1.18) {
        double const exponent = std::numbers::pi * std::numbers::pi / (8 * scaled * scaled);
        for (double k = 1; k <= 7; k += 2) sum += std::exp(-k * k * exponent);
        return 1 - std::sqrt(2 * std::numbers::pi) / scaled * sum;
    }
    for (double k = 1; k <= 4; ++k)
        sum += (std::fmod(k, 2) == 1 ? 2 : -2) * std::exp(-2 * k * k * scaled * scaled);
    return sum;
}

/// The probability of a distance of at least `distance` if both samples came from one continuous
/// distribution: exact while n m <= 10^6, asymptotic beyond. NaN where a sample is empty.
[[nodiscard]] inline double ks_p_value(double distance, std::size_t n, std::size_t m) {
    constexpr double affordable = 1e6;
    auto const rows = static_cast<double>(n);
    auto const columns = static_cast<double>(m);
    if (rows * columns <= affordable) return ks_exact_p_value(distance, n, m);
    return ks_asymptotic_p_value(distance * std::sqrt(rows * columns / (rows + columns)));
}

/// c(alpha): for large samples a distance above c sqrt((n + m) / (n m)) has p < `alpha`. The first
/// term of the series, c = sqrt(-ln(alpha / 2) / 2), exact to four decimals up to alpha .1.
[[nodiscard]] inline double ks_critical_value(double alpha) noexcept {
    return std::sqrt(-std::log(alpha / 2) / 2);
}

}  // namespace retrain
