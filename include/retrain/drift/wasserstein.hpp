#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>

namespace retrain {

/// Use when it matters how far a distribution has moved, in the unit of the values: the area
/// between both empirical distribution functions (the earth mover's distance). Divide it by the
/// reference's standard deviation to compare columns. Both samples ascend and hold no NaN
/// (`sorted_sample`); NaN where one is empty. O(n + m).
[[nodiscard]] constexpr double wasserstein_distance(std::span<float const> a,
                                                    std::span<float const> b) noexcept {
    if (a.empty() || b.empty()) return std::numeric_limits<double>::quiet_NaN();
    auto const n = static_cast<double>(a.size());
    auto const m = static_cast<double>(b.size());
    double area = 0;
    float at = std::min(a[0], b[0]);
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
        bool const first = j == b.size() || (i < a.size() && a[i] <= b[j]);
        float const next = first ? a[i] : b[j];
        double const gap = static_cast<double>(i) / n - static_cast<double>(j) / m;
        area += (gap < 0 ? -gap : gap) * (static_cast<double>(next) - static_cast<double>(at));
        at = next;
        ++(first ? i : j);
    }
    return area;
}

}  // namespace retrain
