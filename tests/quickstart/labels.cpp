#include <quickstart/labels.hpp>

#include "sample_bars.hpp"

#include <support/catch.hpp>

#include <cmath>
#include <vector>

namespace {

using quickstart::label_of_return;
using quickstart::label_of_volatility;
using quickstart::label_rule;
using quickstart::testing::bars_of;
using quickstart::testing::shipped_bars;

static_assert(label_of_volatility(0.1099) == "buy");
static_assert(label_of_volatility(0.11) == "watch");
static_assert(label_of_volatility(0.20) == "watch");
static_assert(label_of_volatility(0.2001) == "avoid");

static_assert(label_of_return(0.0201) == "buy");
static_assert(label_of_return(0.02) == "watch");
static_assert(label_of_return(-0.02) == "watch");
static_assert(label_of_return(-0.0201) == "avoid");

/// 21 bars whose 20 log returns alternate between +x and -x so that their annualised sample
/// deviation is `volatility`.
std::vector<quickstart::bar> seesaw(double volatility) {
    double const x = volatility / std::sqrt(252.0) * std::sqrt(19.0 / 20);
    std::vector<double> closes{100};
    for (int i = 0; i < 20; ++i) closes.push_back(closes.back() * std::exp(i % 2 == 0 ? x : -x));
    return bars_of(closes);
}

}  // namespace

TEST_CASE("the risk after entry is the annualised sample deviation of the daily log returns") {
    CHECK(quickstart::volatility_after_entry(seesaw(0.15)) == Approx(0.15));
    std::vector<double> jump(21, 110.0);
    jump[0] = 100;  // the first of the twenty returns counts
    CHECK(quickstart::volatility_after_entry(bars_of(jump)) ==
          Approx(std::log(1.1) * std::sqrt((1 - 1.0 / 20) / 19 * 252)));
    CHECK(quickstart::label(label_rule::volatility, seesaw(0.109), 0) == "buy");
    CHECK(quickstart::label(label_rule::volatility, seesaw(0.111), 0) == "watch");
    CHECK(quickstart::label(label_rule::volatility, seesaw(0.199), 0) == "watch");
    CHECK(quickstart::label(label_rule::volatility, seesaw(0.201), 0) == "avoid");
}

TEST_CASE("the direction is that of the close 20 bars later") {
    auto const label_of_change = [](double change) {
        std::vector<double> closes(40, 50.0);
        closes[5] = 100;                  // the entry
        closes[25] = 100 * (1 + change);  // the exit; the bars between and after don't count
        return quickstart::label(label_rule::direction, bars_of(closes), 5);
    };
    CHECK(label_of_change(0.021) == "buy");
    CHECK(label_of_change(0.019) == "watch");
    CHECK(label_of_change(-0.019) == "watch");
    CHECK(label_of_change(-0.021) == "avoid");
}

TEST_CASE("a label depends on the bars from entry to exit and on no other") {
    auto const& bars = shipped_bars();
    for (auto const rule : {label_rule::volatility, label_rule::direction}) {
        std::size_t changed_outside = 0, changed_inside = 0;
        for (std::size_t entry = 300; entry < 5000; entry += 100) {
            auto const now = quickstart::label(rule, bars, entry);
            auto other = bars;
            other[entry - 1].close *= 2;
            other[entry + 21].close *= 2;
            changed_outside += quickstart::label(rule, other, entry) != now;
            other[entry + 20].close /= 2;
            changed_inside += quickstart::label(rule, other, entry) != now;
        }
        CHECK(changed_outside == 0);
        CHECK(changed_inside > 0);
    }
}
