#pragma once

#include <range/v3/numeric/accumulate.hpp>
#include <range/v3/range/primitives.hpp>
#include <range/v3/view/sliding.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace quickstart {

/// One value a bar; NaN where it is not known yet.
using series = std::vector<double>;

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// `summary` of every `size` neighbours, each standing at the last of them: the value at a bar
/// reads this bar and the `size - 1` before it, never one after. O(n * size).
template <class Values, class Summary>
[[nodiscard]] series rolling(Values const& values, std::size_t size, Summary summary) {
    series result(std::min(size - 1, values.size()), unknown);
    result.reserve(values.size());
    if (values.size() < size) return result;
    for (auto const& window : values | ranges::views::sliding(static_cast<std::ptrdiff_t>(size)))
        result.push_back(summary(window));
    return result;
}

/// Exponential smoothing, s = s + weight * (x - s), seeded with the mean of the first `period`
/// known values: an EMA with `weight = 2 / (period + 1)`, Wilder's average with `1 / period`.
[[nodiscard]] inline series smoothed(series const& values, std::size_t period, double weight) {
    series result(values.size(), unknown);
    auto const known = std::ranges::find_if_not(values, [](double x) { return std::isnan(x); });
    auto const first = static_cast<std::size_t>(known - values.begin());
    if (values.size() - first < period) return result;
    double level = 0;
    for (std::size_t i = first; i < values.size(); ++i) {
        auto const seen = i - first + 1;
        level += (values[i] - level) * (seen <= period ? 1 / static_cast<double>(seen) : weight);
        if (seen >= period) result[i] = level;
    }
    return result;
}

[[nodiscard]] inline series exponential_average(series const& values, std::size_t period) {
    return smoothed(values, period, 2 / (static_cast<double>(period) + 1));
}
[[nodiscard]] inline series wilder_average(series const& values, std::size_t period) {
    return smoothed(values, period, 1 / static_cast<double>(period));
}

/// Summaries of a window for `rolling`.
inline constexpr auto mean = [](auto const& window) {
    return ranges::accumulate(window, 0.0) / static_cast<double>(ranges::distance(window));
};
inline constexpr auto sample_deviation = [](auto const& window) {
    double const centre = mean(window);
    double const squares = ranges::accumulate(
        window, 0.0, [&](double sum, double x) { return sum + (x - centre) * (x - centre); });
    return std::sqrt(squares / (static_cast<double>(ranges::distance(window)) - 1));
};
/// By how much the last value of the window exceeds its first, as a share of the first.
inline constexpr auto relative_change = [](auto const& window) {
    return window.back() / window.front() - 1;
};

}  // namespace quickstart
