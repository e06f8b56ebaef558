#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace retrain {

/// Use when many hypotheses are tested at once: `p_values` adjusted after Benjamini and Hochberg,
/// so that of those at most `q` no more than a share `q` is expected to be false. A NaN is no test
/// and stays NaN. O(n log n).
[[nodiscard]] inline std::vector<double> benjamini_hochberg(std::span<double const> p_values) {
    std::vector<double> adjusted(p_values.begin(), p_values.end());
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p_values.size(); ++i)
        if (!std::isnan(p_values[i])) order.push_back(i);
    std::ranges::sort(order, std::greater<>{}, [&](std::size_t i) { return p_values[i]; });
    auto const tests = static_cast<double>(order.size());
    double smallest = 1;
    double rank = tests;
    for (std::size_t const i : order) {
        smallest = std::min(smallest, p_values[i] * tests / rank);
        adjusted[i] = smallest;
        --rank;
    }
    return adjusted;
}

}  // namespace retrain
