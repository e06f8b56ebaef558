#pragma once

#include <retrain/detail/column_side.hpp>
#include <retrain/drift/column_summary.hpp>
#include <retrain/drift/sorted_sample.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace retrain {

namespace detail {

/// The smallest of `distances` that at least 99 % of them do not exceed.
[[nodiscard]] inline double percentile_99(std::vector<double> distances) {
    std::size_t const rank = (distances.size() * 99 - 1) / 100;
    std::ranges::nth_element(distances, distances.begin() + static_cast<std::ptrdiff_t>(rank));
    return distances[rank];
}

}  // namespace detail

/// A side with fewer finite values says nothing about a distribution.
inline constexpr std::size_t least_drift_rows = 30;

/// Compares windows of `window` rows of `values`, which are in time order: up to 40 windows, spread
/// evenly and disjoint. At least five of them need values enough. O(windows^2 window + windows n).
[[nodiscard]] inline learned_thresholds learn_thresholds(column_summary const& column,
                                                         std::span<float const> values,
                                                         std::size_t window) {
    constexpr std::size_t most_windows = 40;
    constexpr std::size_t least_windows = 5;
    if (window == 0 || values.size() / window < least_windows) return {};
    std::size_t const windows = std::min(most_windows, values.size() / window);
    std::vector<detail::column_side> sides;
    for (std::size_t i = 0; i < windows; ++i) {
        std::size_t const first = (values.size() - window) * i / (windows - 1);
        auto sample = sorted_sample(values.subspan(first, window));
        if (sample.size() >= least_drift_rows)
            sides.push_back(detail::side_of(column, std::move(sample)));
    }
    if (sides.size() < least_windows) return {};
    auto const whole = detail::side_of(column, sorted_sample(values));
    std::vector<double> to_each_other;
    std::vector<double> to_rest;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        to_rest.push_back(
            detail::distance_between(column, detail::without(whole, sides[i]), sides[i]));
        for (std::size_t j = i + 1; j < sides.size(); ++j)
            to_each_other.push_back(detail::distance_between(column, sides[i], sides[j]));
    }
    return {detail::percentile_99(std::move(to_each_other)),
            detail::percentile_99(std::move(to_rest))};
}

}  // namespace retrain
