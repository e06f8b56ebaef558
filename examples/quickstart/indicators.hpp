#pragma once

#include "bars.hpp"
#include "features.hpp"
#include "rolling.hpp"

#include <range/v3/algorithm/max.hpp>
#include <range/v3/algorithm/min.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/partial_sum.hpp>
#include <range/v3/view/transform.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace quickstart {

inline constexpr double trading_days_a_year = 252;

/// The bars of which a day's features are complete, the day itself included: those of
/// `distance_high_252`, which looks back the farthest.
inline constexpr std::size_t bars_needed = 252;

/// Wilder's relative strength index of the closes.
[[nodiscard]] inline series relative_strength(series const& closes, std::size_t period) {
    auto const part = [&](double direction) {
        auto const moved = rolling(closes, 2, [&](auto const& pair) {
            return std::max(0.0, direction * (pair[1] - pair[0]));
        });
        return wilder_average(moved, period);
    };
    series const gain = part(+1), loss = part(-1);
    series index(closes.size(), unknown);
    for (std::size_t i = 0; i < index.size(); ++i)  // prices that never moved are in the middle
        index[i] = gain[i] + loss[i] == 0 ? 50 : 100 * gain[i] / (gain[i] + loss[i]);
    return index;
}

/// The largest of high - low, |high - previous close| and |low - previous close|.
[[nodiscard]] inline series true_range(std::span<bar const> bars) {
    return rolling(bars, 2, [](auto const& pair) {
        double const before = pair[0].close;
        return std::max(pair[1].high, before) - std::min(pair[1].low, before);
    });
}

/// Days in a row, up to each day, whose close was below the close before.
[[nodiscard]] inline series falling_days(series const& closes) {
    auto const fell = rolling(closes, 2, [](auto const& pair) { return pair[1] < pair[0]; });
    return fell | ranges::views::transform([](double x) { return x == 1 ? 1.0 : 0.0; }) |
           ranges::views::partial_sum([](double run, double x) { return x == 0 ? 0 : run + 1; }) |
           ranges::to<series>();
}

/// The features of each bar, in the order of `bars`. Those of a bar depend on it and on earlier
/// bars only, so they are what would have been computed at its close; they are complete from
/// the bar at `bars_needed - 1` on. O(bars * bars_needed).
[[nodiscard]] inline std::vector<verdict_features> indicators(std::span<bar const> bars) {
    auto const column = [&](double bar::*member) {
        return bars | ranges::views::transform(member) | ranges::to<series>();
    };
    auto const highest = [](auto const& window) { return ranges::max(window); };
    auto const lowest = [](auto const& window) { return ranges::min(window); };
    auto const log_return = [](auto const& pair) { return std::log(pair[1] / pair[0]); };
    auto const downside = [](auto const& window) {
        auto const squared_fall = [](double x) { return x < 0 ? x * x : 0.0; };
        return std::sqrt(mean(window | ranges::views::transform(squared_fall)));
    };
    double const year = std::sqrt(trading_days_a_year);

    series const closes = column(&bar::close), highs = column(&bar::high), lows = column(&bar::low),
                 volumes = column(&bar::volume);
    series const returns = rolling(closes, 2, log_return), true_ranges = true_range(bars);

    series const strength = relative_strength(closes, 10);
    series const average_9 = exponential_average(closes, 9);
    series const average_200 = exponential_average(closes, 200);
    series const volume_20 = rolling(volumes, 20, mean);
    series const range_14 = wilder_average(true_ranges, 14);
    series const range_60 = wilder_average(true_ranges, 60);
    series const high_5 = rolling(highs, 5, highest), low_5 = rolling(lows, 5, lowest);
    series const high_20 = rolling(highs, 20, highest), high_252 = rolling(highs, 252, highest);
    series const deviation_5 = rolling(returns, 5, sample_deviation);
    series const deviation_20 = rolling(returns, 20, sample_deviation);
    series const deviation_60 = rolling(returns, 60, sample_deviation);
    series const downside_20 = rolling(returns, 20, downside);
    series const change_60 = rolling(closes, 61, relative_change);
    series const change_120 = rolling(closes, 121, relative_change);
    series const falling = falling_days(closes);

    auto const cell = [](double value) { return static_cast<float>(value); };
    std::vector<verdict_features> features;
    features.reserve(bars.size());
    for (std::size_t i = 0; i < bars.size(); ++i) {
        double const close = closes[i];
        features.push_back({
            .rsi_10 = cell(strength[i]),
            .distance_ema_9 = cell(close / average_9[i] - 1),
            .distance_ema_200 = cell(close / average_200[i] - 1),
            .above_ema_200 = close > average_200[i],
            .volume_ratio_20 = cell(volumes[i] / volume_20[i]),
            .dip_20 = cell(close / high_20[i] - 1),
            .atr_14 = cell(range_14[i] / close),
            .atr_ratio = cell(range_14[i] / range_60[i]),
            .range_5 = cell((high_5[i] - low_5[i]) / close),
            .volatility_5 = cell(deviation_5[i] * year),
            .volatility_20 = cell(deviation_20[i] * year),
            .volatility_60 = cell(deviation_60[i] * year),
            .downside_volatility_20 = cell(downside_20[i] * year),
            .return_60 = cell(change_60[i]),
            .return_120 = cell(change_120[i]),
            .distance_high_252 = cell(close / high_252[i] - 1),
            .red_days = cell(falling[i]),
        });
    }
    return features;
}

}  // namespace quickstart
