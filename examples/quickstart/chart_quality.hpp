#pragma once

#include "bars.hpp"

#include <range/v3/algorithm/count_if.hpp>
#include <range/v3/view/sliding.hpp>

#include <boost/hana/define_struct.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace quickstart {

/// Whether a chart is fit to be read at all: the columns by which rows are filtered, no features.
struct chart_quality {
    BOOST_HANA_DEFINE_STRUCT(
        chart_quality,
        (float, gap_share),      // share of the last 60 days that gapped from the close before
        (float, daily_range),    // mean of (high - low) / close over the last 60 days
        (float, extreme_share),  // share of the last 30 days with an extreme candle
        (float, chart_score));   // 0 to 100: clean from 80, acceptable from 60
};

/// Where the score starts to subtract; the defaults are those of production.
struct chart_limits {
    double gap_share = 0.20;
    double daily_range = 0.015;
    double extreme_share = 0.15;
};

/// The quality of a chart at its last bar. A day gaps up if its low is above the close before, and
/// down if its high is below. A chart is flat if its mean daily range is below the limit and the
/// range of all 60 days is below 15 % of their mean close. A candle is extreme if its body exceeds
/// three mean ranges (of the 30 days) or 5 % of the open. From 100 the score loses 30 for too many
/// gaps (15 above 10 %), 25 for a flat chart (10 for a daily range below 2 %) and 25 for too many
/// extreme candles (15 above 10 %). With fewer than 61 bars all members are NaN: nobody can tell.
[[nodiscard]] inline chart_quality judge_chart(std::span<bar const> bars,
                                               chart_limits const& limits = {}) {
    constexpr std::size_t days = 60, candle_days = 30;
    constexpr float unknown_cell = std::numeric_limits<float>::quiet_NaN();
    if (bars.size() <= days) return {unknown_cell, unknown_cell, unknown_cell, unknown_cell};
    auto const recent = bars.last(days);
    auto const candles = bars.last(candle_days);
    auto const share = [](std::ptrdiff_t count, std::size_t of) {
        return static_cast<double>(count) / static_cast<double>(of);
    };

    auto const gaps =
        ranges::count_if(bars.last(days + 1) | ranges::views::sliding(2), [](auto const& pair) {
            return pair[1].low > pair[0].close || pair[1].high < pair[0].close;
        });

    double range = 0, mean_close = 0, highest = recent[0].high, lowest = recent[0].low;
    for (bar const& day : recent) {
        range += (day.high - day.low) / day.close / days;
        mean_close += day.close / days;
        highest = std::max(highest, day.high);
        lowest = std::min(lowest, day.low);
    }
    bool const flat = range < limits.daily_range && highest - lowest < 0.15 * mean_close;

    double candle_range = 0;
    for (bar const& day : candles) candle_range += (day.high - day.low) / candle_days;
    auto const extremes = ranges::count_if(candles, [&](bar const& day) {
        double const body = std::abs(day.close - day.open);
        return body > 3 * candle_range || body > 0.05 * day.open;
    });

    double const gap_share = share(gaps, days), extreme_share = share(extremes, candle_days);
    double score = 100;
    score -= gap_share > limits.gap_share ? 30 : gap_share > 0.10 ? 15 : 0;
    score -= flat ? 25 : range < 0.02 ? 10 : 0;
    score -= extreme_share > limits.extreme_share ? 25 : extreme_share > 0.10 ? 15 : 0;
    auto const cell = [](double value) { return static_cast<float>(value); };
    return {cell(gap_share), cell(range), cell(extreme_share), cell(score)};
}

}  // namespace quickstart
