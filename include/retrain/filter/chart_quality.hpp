#pragma once

#include <retrain/core/ranged.hpp>
#include <retrain/filter/concept.hpp>

#include <array>
#include <limits>
#include <string_view>

namespace retrain {

/// How clean a chart is. In a data set each member is the column of its name.
struct chart_measures {
    float gap_share;      ///< share of the last 60 days with a gap to the day before, 0 to 1
    float daily_range;    ///< their mean of (high - low) / close, a share: 0.015 is 1.5 %
    float extreme_share;  ///< share of the last 30 days with an extreme candle, 0 to 1
    float chart_score;    ///< 0 to 100

    static constexpr std::array<std::string_view, 4> columns{"gap_share", "daily_range",
                                                             "extreme_share", "chart_score"};
};

/// The first rule that a chart breaks, in this order.
enum class chart_fault {
    none,
    insufficient,
    too_many_gaps,
    too_flat,
    too_many_extremes,
    low_score
};

[[nodiscard]] constexpr std::string_view name(chart_fault fault) noexcept {
    switch (fault) {
        case chart_fault::none: return "none";
        case chart_fault::insufficient: return "insufficient";
        case chart_fault::too_many_gaps: return "too_many_gaps";
        case chart_fault::too_flat: return "too_flat";
        case chart_fault::too_many_extremes: return "too_many_extremes";
        case chart_fault::low_score: return "low_score";
    }
    return "unknown";
}

/// Use when rows are collected unfiltered and a model may learn only from clean charts, and be
/// asked only about such: `fault` judges at serving time what `judge` judges before training.
///
/// A measure that is missing, NaN or infinite makes the row `insufficient`; a measure equal to its
/// limit passes. Limits are compared as `float`, the type of the columns, so that a cell `0.2`
/// equals the limit `0.2`.
struct chart_quality {
    using policy_role = filter_role;

    ranged<double, 0, 1> max_gap_share = 0.20;
    ranged<double, 0, 1> min_daily_range = 0.015;
    ranged<double, 0, 1> max_extreme_share = 0.15;
    ranged<double, 0, 100> min_score = 60.0;

    [[nodiscard]] constexpr chart_fault fault(chart_measures const& chart) const noexcept {
        auto const known = [](float value) {
            return value >= std::numeric_limits<float>::lowest() &&
                   value <= std::numeric_limits<float>::max();
        };
        auto const limit = [](double value) { return static_cast<float>(value); };
        if (!known(chart.gap_share) || !known(chart.daily_range) || !known(chart.extreme_share) ||
            !known(chart.chart_score))
            return chart_fault::insufficient;
        if (chart.gap_share > limit(max_gap_share)) return chart_fault::too_many_gaps;
        if (chart.daily_range < limit(min_daily_range)) return chart_fault::too_flat;
        if (chart.extreme_share > limit(max_extreme_share)) return chart_fault::too_many_extremes;
        if (chart.chart_score < limit(min_score)) return chart_fault::low_score;
        return chart_fault::none;
    }

    [[nodiscard]] constexpr row_decision judge(row_view const& row) const noexcept {
        auto const read = [&](std::string_view column) {
            return row.find(column).value_or(std::numeric_limits<float>::quiet_NaN());
        };
        auto const& [gap_share, daily_range, extreme_share, chart_score] = chart_measures::columns;
        chart_measures const chart{read(gap_share), read(daily_range), read(extreme_share),
                                   read(chart_score)};
        switch (fault(chart)) {
            case chart_fault::none: return row_decision::pass;
            case chart_fault::insufficient: return row_decision::insufficient;
            default: return row_decision::fail;
        }
    }
};

}  // namespace retrain
