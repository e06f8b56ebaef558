#include <quickstart/chart_quality.hpp>

#include "sample_bars.hpp"

#include <retrain/core/feature_struct.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <vector>

namespace {

using quickstart::bar;
using quickstart::judge_chart;
using quickstart::testing::bars_of;

static_assert(retrain::FeatureStruct<quickstart::chart_quality>);

/// 61 bars with no gap, a daily range of 3 % and a total range above 15 %: a flawless chart.
std::vector<bar> clean_chart() {
    std::vector<double> closes;
    for (int i = 0; i < 61; ++i) closes.push_back(100 + 0.3 * i);
    return bars_of(closes, 1.6);
}

/// Bar `i` opens, trades and closes above all of the bar before.
void gap_up(std::vector<bar>& bars, std::size_t i) {
    double const low = bars[i - 1].close + 0.01;
    bars[i] = {bars[i].date, low + 1.6, low + 3.2, low, low + 1.6, 1000};
}

}  // namespace

TEST_CASE("a flawless chart scores 100") {
    auto const quality = judge_chart(clean_chart());
    CHECK(quality.gap_share == 0);
    CHECK(quality.daily_range > 0.02F);
    CHECK(quality.extreme_share == 0);
    CHECK(quality.chart_score == 100);
}

TEST_CASE("too few bars can't be judged") {
    auto const bars = clean_chart();
    auto const quality = judge_chart(std::span{bars}.last(60));
    CHECK(std::isnan(quality.gap_share));
    CHECK(std::isnan(quality.daily_range));
    CHECK(std::isnan(quality.extreme_share));
    CHECK(std::isnan(quality.chart_score));
}

TEST_CASE("gaps count in both directions and cost 15, then 30") {
    auto const score_with = [](std::size_t gaps) {
        auto bars = clean_chart();
        for (std::size_t i = 61 - gaps; i < 61; ++i) gap_up(bars, i);
        return judge_chart(bars);
    };
    CHECK(score_with(6).gap_share == Approx(0.10));
    CHECK(score_with(6).chart_score == 100);  // 10 % is not above 10 %
    CHECK(score_with(7).chart_score == 85);
    CHECK(score_with(12).chart_score == 85);
    CHECK(score_with(13).chart_score == 70);

    auto bars = clean_chart();
    bars[60] = {bars[60].date, 114, 117, 113, 114, 1000};  // below the close of 117.7 before,
    REQUIRE(bars[59].low < 117);                           // though not below all of that day
    CHECK(judge_chart(bars).gap_share == Approx(1.0 / 60));
}

TEST_CASE("a narrow chart loses 10, a flat one 25") {
    std::vector<double> const still(61, 100.0);
    CHECK(judge_chart(bars_of(still, 1.1)).chart_score == 100);
    CHECK(judge_chart(bars_of(still, 0.8)).chart_score == 90);  // 1.6 % a day
    CHECK(judge_chart(bars_of(still, 0.7)).chart_score == 75);  // 1.4 % a day, 1.4 % in all
    std::vector<double> trend;
    for (int i = 0; i < 61; ++i) trend.push_back(100 + 0.3 * i);  // 1.4 % a day, 17 % in all
    CHECK(judge_chart(bars_of(trend, 0.6)).chart_score == 90);
}

TEST_CASE("extreme candles of the last 30 days cost 15, then 25") {
    auto const score_with = [](std::size_t candles, std::size_t last = 60) {
        auto bars = clean_chart();
        for (std::size_t i = last - candles + 1; i <= last; ++i) {
            bars[i].open = bars[i].close / 1.06;  // a body of 6 % of the open
            bars[i].low = bars[i].open;
        }
        return judge_chart(bars);
    };
    CHECK(score_with(3).extreme_share == Approx(0.10));
    CHECK(score_with(3).chart_score == 100);
    CHECK(score_with(4).chart_score == 85);
    CHECK(score_with(5).chart_score == 75);
    CHECK(score_with(5, 30).extreme_share == 0);  // before the last 30 days

    auto bars = bars_of(std::vector<double>(61, 100.0), 0.5);
    bars[60] = {bars[60].date, 100, 104.5, 99.5, 104, 1000};  // 4 %, but over 3 mean ranges of 1.13
    CHECK(judge_chart(bars).extreme_share == Approx(1.0 / 30));
}

TEST_CASE("only the last 61 bars count") {
    auto const& bars = quickstart::testing::shipped_bars();
    auto const whole = judge_chart(bars);
    auto const recent = judge_chart(std::span{bars}.last(61));
    CHECK(whole.gap_share == recent.gap_share);
    CHECK(whole.daily_range == recent.daily_range);
    CHECK(whole.extreme_share == recent.extreme_share);
    CHECK(whole.chart_score == recent.chart_score);
}
