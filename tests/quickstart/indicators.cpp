#include <quickstart/indicators.hpp>

#include "sample_bars.hpp"

#include <retrain/core/feature_struct.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace {

using quickstart::bar;
using quickstart::verdict_features;
using quickstart::testing::bars_of;
using quickstart::testing::shipped_bars;

static_assert(retrain::FeatureStruct<verdict_features>);
static_assert(retrain::feature_count<verdict_features> == 17);

/// The bits of all features, so that NaN can be compared as well.
std::vector<std::uint32_t> bits(verdict_features const& features) {
    std::vector<std::uint32_t> result;
    for (float const value : retrain::flatten(features))
        result.push_back(std::bit_cast<std::uint32_t>(value));
    return result;
}

bool complete(verdict_features const& features) {
    for (float const value : retrain::flatten(features))
        if (std::isnan(value)) return false;
    return true;
}

}  // namespace

TEST_CASE("RSI follows Wilder: a mean of ten changes, then a tenth of each new one") {
    // Seven days up by 1 and three down by 1: gain .7, loss .3.
    std::vector<double> closes{100};
    for (double const change : {1, 1, -1, 1, 1, -1, 1, 1, -1, 1})
        closes.push_back(closes.back() + change);
    closes.push_back(closes.back() + 1);  // gain .7 + .1 * (1 - .7) = .73, loss .27
    closes.push_back(closes.back() - 2);  // gain .657, loss .27 + .1 * (2 - .27) = .443
    auto const index = quickstart::relative_strength(closes, 10);
    CHECK(std::isnan(index[9]));
    CHECK(index[10] == Approx(70));
    CHECK(index[11] == Approx(73));
    CHECK(index[12] == Approx(100 * .657 / (.657 + .443)));
}

TEST_CASE("RSI at its ends and where nothing moves") {
    std::vector<double> rising, falling, still(12, 5.0);
    for (int i = 0; i < 12; ++i) {
        rising.push_back(100 + i);
        falling.push_back(100 - i);
    }
    CHECK(quickstart::relative_strength(rising, 10).back() == 100);
    CHECK(quickstart::relative_strength(falling, 10).back() == 0);
    CHECK(quickstart::relative_strength(still, 10).back() == 50);
}

TEST_CASE("the true range reaches to the close before") {
    std::vector<bar> bars = bars_of({100, 100, 100, 100});
    bars[1].high = 103, bars[1].low = 99;                        // inside of nothing: 4
    bars[2].high = 109, bars[2].low = 106, bars[2].close = 107;  // gap up from 100: 9
    bars[3].high = 102, bars[3].low = 101;                       // gap down from 107: 6
    auto const range = quickstart::true_range(bars);
    CHECK(std::isnan(range[0]));
    CHECK(range[1] == 4);
    CHECK(range[2] == 9);
    CHECK(range[3] == 6);
}

TEST_CASE("falling days count from the last day that did not fall") {
    CHECK(quickstart::falling_days({5, 4, 3, 3, 2, 1, 0.5, 7}) ==
          quickstart::series{0, 1, 2, 0, 1, 2, 3, 0});
}

TEST_CASE("the features of a steady trend are what arithmetic says") {
    double const growth = 1.01;
    std::vector<double> closes{100};
    while (closes.size() < 300) closes.push_back(closes.back() * growth);
    auto bars = bars_of(closes);
    bars.back().volume = 3000;
    auto const last = quickstart::indicators(bars).back();
    auto const back = [&](int days) { return std::pow(growth, -days); };

    CHECK(last.rsi_10 == 100);
    CHECK(last.above_ema_200);
    CHECK(last.distance_ema_9 > 0);
    CHECK(last.distance_ema_200 > last.distance_ema_9);
    CHECK(last.volume_ratio_20 == Approx(3000.0 / ((19 * 1000 + 3000) / 20.0)));
    CHECK(last.dip_20 == 0);
    CHECK(last.distance_high_252 == 0);
    CHECK(last.range_5 == Approx(1 - back(5)));
    CHECK(last.volatility_5 == Approx(0).margin(1e-6));
    CHECK(last.volatility_60 == Approx(0).margin(1e-6));
    CHECK(last.downside_volatility_20 == 0);
    CHECK(last.return_60 == Approx(1 / back(60) - 1));
    CHECK(last.return_120 == Approx(1 / back(120) - 1));
    CHECK(last.red_days == 0);
    CHECK(last.atr_ratio > 1);  // ranges grow with the price, the longer average lags
}

TEST_CASE("volatilities and distances of a seesaw") {
    // Log returns alternate between +.01 and -.01 and end with a fall.
    std::vector<double> closes;
    for (int i = 0; i < 301; ++i) closes.push_back(i % 2 == 0 ? 100 : 100 * std::exp(.01));
    auto const last = quickstart::indicators(bars_of(closes, 1)).back();
    double const high = 100 * std::exp(.01) + 1, year = std::sqrt(252.0);
    CHECK(last.volatility_20 == Approx(.01 * std::sqrt(20.0 / 19) * year));
    CHECK(last.volatility_60 == Approx(.01 * std::sqrt(60.0 / 59) * year));
    CHECK(last.volatility_5 == Approx(.01 * std::sqrt((5 - .2) / 4) * year));
    CHECK(last.downside_volatility_20 == Approx(.01 * std::sqrt(.5) * year));
    CHECK(last.dip_20 == Approx(100 / high - 1));
    CHECK(last.distance_high_252 == Approx(100 / high - 1));
    CHECK(last.range_5 == Approx((high - 99) / 100));
    CHECK(last.atr_14 == Approx((high - 99) / 100));
    CHECK(last.atr_ratio == Approx(1));
    CHECK(last.return_60 == Approx(0).margin(1e-9));
    CHECK(last.red_days == 1);
    CHECK_FALSE(last.above_ema_200);
}

TEST_CASE("on real bars each feature is what its definition gives") {
    auto const& bars = shipped_bars();
    auto const features = quickstart::indicators(bars);
    quickstart::series closes;
    for (bar const& day : bars) closes.push_back(day.close);
    auto const ranges_of_days = quickstart::true_range(bars);

    for (std::size_t const day : {300u, 1000u, 5104u}) {
        INFO("day " << day);
        auto const& known = features[day];
        double const close = closes[day];
        auto const highest = [&](std::size_t days) {
            double high = 0;
            for (std::size_t i = 0; i < days; ++i) high = std::max(high, bars[day - i].high);
            return high;
        };
        auto const deviation = [&](std::size_t days) {
            double sum = 0, squares = 0;
            for (std::size_t i = day - days + 1; i <= day; ++i) {
                double const change = std::log(closes[i] / closes[i - 1]);
                sum += change;
                squares += change * change;
            }
            auto const n = static_cast<double>(days);
            return std::sqrt((squares - sum * sum / n) / (n - 1) * 252);
        };
        double low_5 = close, volume_20 = 0, falls_20 = 0;
        for (std::size_t i = 0; i < 5; ++i) low_5 = std::min(low_5, bars[day - i].low);
        for (std::size_t i = 0; i < 20; ++i) {
            volume_20 += bars[day - i].volume / 20;
            double const fall = std::min(0.0, std::log(closes[day - i] / closes[day - i - 1]));
            falls_20 += fall * fall / 20;
        }
        double const average_200 = quickstart::exponential_average(closes, 200)[day];
        double const range_14 = quickstart::wilder_average(ranges_of_days, 14)[day];
        double const range_60 = quickstart::wilder_average(ranges_of_days, 60)[day];

        CHECK(known.rsi_10 == Approx(quickstart::relative_strength(closes, 10)[day]));
        CHECK(known.distance_ema_9 ==
              Approx(close / quickstart::exponential_average(closes, 9)[day] - 1).margin(1e-7));
        CHECK(known.distance_ema_200 == Approx(close / average_200 - 1).margin(1e-7));
        CHECK(known.above_ema_200 == (close > average_200));
        CHECK(known.volume_ratio_20 == Approx(bars[day].volume / volume_20));
        CHECK(known.dip_20 == Approx(close / highest(20) - 1).margin(1e-7));
        CHECK(known.atr_14 == Approx(range_14 / close));
        CHECK(known.atr_ratio == Approx(range_14 / range_60));
        CHECK(known.range_5 == Approx((highest(5) - low_5) / close));
        CHECK(known.volatility_5 == Approx(deviation(5)));
        CHECK(known.volatility_20 == Approx(deviation(20)));
        CHECK(known.volatility_60 == Approx(deviation(60)));
        CHECK(known.downside_volatility_20 == Approx(std::sqrt(falls_20 * 252)));
        CHECK(known.return_60 == Approx(close / closes[day - 60] - 1).margin(1e-7));
        CHECK(known.return_120 == Approx(close / closes[day - 120] - 1).margin(1e-7));
        CHECK(known.distance_high_252 == Approx(close / highest(252) - 1).margin(1e-7));
        CHECK(known.red_days == Approx(quickstart::falling_days(closes)[day]).margin(0));
    }
}

TEST_CASE("features are complete from the bar on that has enough before it") {
    auto const features = quickstart::indicators(shipped_bars());
    REQUIRE(features.size() == shipped_bars().size());
    CHECK_FALSE(complete(features[quickstart::bars_needed - 2]));
    std::size_t incomplete = 0;
    for (std::size_t i = quickstart::bars_needed - 1; i < features.size(); ++i)
        incomplete += !complete(features[i]);
    CHECK(incomplete == 0);
}

TEST_CASE("no feature looks ahead: what comes after a day does not change what is known on it") {
    auto const& bars = shipped_bars();
    auto const whole = quickstart::indicators(bars);
    for (std::size_t const day : {251u, 260u, 1000u, 2500u, 5103u}) {
        INFO("day " << day);
        std::vector<bar> other = bars;
        for (std::size_t i = day + 1; i < other.size(); ++i)
            other[i] = {bars[i].date, 7, 9000, 0.5, 8000, 1};
        auto const changed = quickstart::indicators(other);
        auto const cut = quickstart::indicators(std::span{bars}.first(day + 1));
        std::size_t differences = 0;
        for (std::size_t i = 0; i <= day; ++i)
            differences += bits(changed[i]) != bits(whole[i]) || bits(cut[i]) != bits(whole[i]);
        CHECK(differences == 0);
        CHECK(bits(changed[day + 1]) != bits(whole[day + 1]));  // the change does count afterwards
    }
}
