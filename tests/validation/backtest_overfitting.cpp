#include <retrain/validation/backtest_overfitting.hpp>

#include <support/catch.hpp>
#include <validation/noise.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace {

using namespace retrain;

static_assert(noexcept(backtest_overfitting{}.passes({}, 2)));

/// Uniform noise, and a last trial that earns `edge` a period.
std::vector<double> table(std::size_t periods, std::size_t trials, double edge) {
    noise::uniform u;
    std::vector<double> returns(periods * trials);
    for (std::size_t at = 0; at < returns.size(); ++at)
        returns[at] = u() - 0.5 + (at % trials == trials - 1 ? edge : 0.0);
    return returns;
}

}  // namespace

// The figures of this test were computed apart from this code, by going through all halves in
// Python.
TEST_CASE("the share of halves on which the best of the other half disappoints") {
    CHECK(probability_of_backtest_overfitting(table(50, 5, 0.0), 5, 8) == Approx(53.0 / 70));
    CHECK(probability_of_backtest_overfitting(table(50, 5, 0.1), 5, 8) == Approx(5.0 / 70));
    CHECK(probability_of_backtest_overfitting(table(33, 4, 0.05), 4, 6) == Approx(14.0 / 20));
    CHECK(probability_of_backtest_overfitting(table(40, 3, 0.0), 3, 4) == Approx(4.0 / 6));
    CHECK(probability_of_backtest_overfitting(table(64, 6, 0.02), 6, 10) == Approx(128.0 / 252));
}

TEST_CASE("what always wins is not overfitted, what wins by turns is") {
    // Trial 1 earns more than trial 0 in every period.
    std::vector<double> steady;
    for (int period = 0; period < 64; ++period) {
        double const sway = period % 2 == 0 ? 1.0 : -1.0;
        steady.insert(steady.end(), {sway, sway + 1.0});
    }
    CHECK(probability_of_backtest_overfitting(steady, 2) == 0.0);
    CHECK(backtest_overfitting{}.passes(steady, 2));
    // Each trial has a block of its own, in which alone it earns: what is best on a half is best
    // there because its block is in it, and has nothing on the other half.
    std::vector<double> turns;
    for (std::size_t period = 0; period < 16; ++period)
        for (std::size_t trial = 0; trial < 4; ++trial)
            turns.push_back((period % 2 == 0 ? 0.1 : -0.1) + (period / 4 == trial ? 1.0 : 0.0));
    CHECK(probability_of_backtest_overfitting(turns, 4, 4) == 1.0);
    CHECK_FALSE(backtest_overfitting{.blocks = 4}.passes(turns, 4));
}

TEST_CASE("trials that are all the same can't be told apart, so the best is in the middle") {
    std::vector<double> returns;
    for (int period = 0; period < 32; ++period)
        returns.insert(returns.end(), 3, period % 3 == 0 ? 1.0 : -0.4);
    CHECK(probability_of_backtest_overfitting(returns, 3) == 1.0);
}

TEST_CASE("a trial that never acts has a Sharpe ratio of 0, and one that never sways the best") {
    std::vector<double> returns;
    for (int period = 0; period < 32; ++period)
        returns.insert(returns.end(), {0.0, 0.1, period % 2 == 0 ? 1.0 : -1.0});
    CHECK(probability_of_backtest_overfitting(returns, 3) == 0.0);
    for (std::size_t at = 1; at < returns.size(); at += 3) returns[at] = -0.1;
    CHECK(probability_of_backtest_overfitting(returns, 3, 2) <= 1.0);
}

TEST_CASE("the order of trials does not matter, nor does a scale") {
    auto const returns = table(50, 5, 0.03);
    auto reversed = returns;
    for (std::size_t row = 0; row < 50; ++row)
        std::ranges::reverse(reversed.begin() + static_cast<std::ptrdiff_t>(5 * row),
                             reversed.begin() + static_cast<std::ptrdiff_t>(5 * row + 5));
    auto scaled = returns;
    for (double& each : scaled) each *= 0.25;
    double const answer = probability_of_backtest_overfitting(returns, 5, 10);
    CHECK(probability_of_backtest_overfitting(reversed, 5, 10) == answer);
    CHECK(probability_of_backtest_overfitting(scaled, 5, 10) == answer);
}

TEST_CASE("trials that can't be compared do not pass") {
    backtest_overfitting const lenient{.blocks = 4, .limit = 1.0};
    auto const good = table(8, 2, 0.0);
    CHECK(lenient.passes(good, 2));
    CHECK_FALSE(lenient.passes(table(7, 2, 0.0), 2));  // fewer than two periods a block
    CHECK_FALSE(lenient.passes({}, 2));
    CHECK_FALSE(lenient.passes(good, 0));
    CHECK_FALSE(lenient.passes(good, 1));  // nothing to choose from
    CHECK_FALSE(lenient.passes(good, 3));  // 16 numbers are no rows of 3
    for (std::size_t const blocks : {0u, 1u, 3u, 26u, 32u, 64u})
        CHECK_FALSE(
            backtest_overfitting{.blocks = blocks, .limit = 1.0}.passes(table(200, 2, 0.0), 2));
    for (double const bad :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        auto spoilt = good;
        spoilt[5] = bad;
        CHECK(std::isnan(probability_of_backtest_overfitting(spoilt, 2, 4)));
        CHECK_FALSE(lenient.passes(spoilt, 2));
    }
}

TEST_CASE("on noise the best of a half is about as good as any on the other half") {
    std::mt19937_64 random{11};
    double sum = 0.0;
    int skilled = 0;
    int const rounds = 40;
    for (int round = 0; round < rounds; ++round) {
        backtest_overfitting const gate{.blocks = 8};
        sum += gate.probability(noise::returns(random, 160, 8), 8);
        skilled += gate.passes(noise::returns(random, 160, 8, 0.3), 8) ? 1 : 0;
    }
    CHECK(sum / rounds > 0.4);
    CHECK(sum / rounds < 0.65);
    CHECK(skilled == rounds);
}

TEST_CASE("sixteen blocks are the default") {
    auto const returns = table(160, 4, 0.02);
    CHECK(backtest_overfitting{}.probability(returns, 4) ==
          probability_of_backtest_overfitting(returns, 4, 16));
    CHECK(backtest_overfitting{}.probability(returns, 4) !=
          probability_of_backtest_overfitting(returns, 4, 8));
}
