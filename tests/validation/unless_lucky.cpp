#include <retrain/validation/unless_lucky.hpp>

#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/mean_return.hpp>
#include <retrain/validation/no_validation.hpp>

#include <laws/validation.hpp>
#include <support/catch.hpp>
#include <validation/noise.hpp>
#include <validation/said_returns.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

namespace {

using namespace retrain;
using retrain::testing::said_return;
using retrain::testing::trials_of_days;

using earning = mean_return<"return", buys<"buy">>;
template <class... Options>
using gate = unless_lucky<no_validation, earning, Options...>;
static_assert(ValidationPolicy<gate<>> && std::is_empty_v<gate<>> && !WantsRivals<gate<>>);

/// So many numbers from -0.45 to 0.55.
std::vector<double> drifting(std::size_t count) {
    noise::uniform u;
    std::vector<double> returns(count);
    for (double& each : returns) each = u() - 0.45;
    return returns;
}

/// Sums of `horizon` days' returns, where the decisions of `position(day)` are taken.
template <class Position>
std::vector<double> overlapping(std::mt19937_64& random, std::size_t days, std::size_t horizon,
                                double drift, Position const& position) {
    auto const daily = noise::returns(random, days + horizon, 1);
    std::vector<double> made(days);
    for (std::size_t day = 0; day < days; ++day) {
        for (std::size_t ahead = 0; ahead < horizon; ++ahead)
            made[day] += daily[day + ahead] + drift;
        made[day] *= position(day);
    }
    return made;
}

}  // namespace

// The probabilities are those of deflated_sharpe.cpp, which were computed apart from this code.
TEST_CASE("the returns of the challenger's decisions are deflated by all trials") {
    trials_of_days days{drifting(60), 1};
    auto e = days.buying();
    auto const one = gate<confidence<0.6>>{}.decide(e);
    CHECK(one.publishes());
    CHECK(one.deflated_sharpe == Approx(0.6497209367351948));
    CHECK(one.trials == 1);
    e.trials = 5;
    auto const five = gate<confidence<0.6>>{}.decide(e);
    CHECK(five.kind == decision_kind::reject);
    CHECK(five.why == verdict_reason::luck_not_excluded);
    CHECK(five.deflated_sharpe == Approx(0.2093694046362508));
    CHECK(five.trials == 5);
    e.trials = 1;
    e.attempt = 40;  // since the last promotion, which is another count
    auto const before = gate<confidence<0.6>, tried_before<4>>{}.decide(e);
    CHECK(before.deflated_sharpe == five.deflated_sharpe);
    CHECK(before.trials == 5);
    CHECK_FALSE(before.publishes());
    CHECK_FALSE(gate<>{}.decide(e).publishes());  // 0.95 is asked for
}

TEST_CASE("several rows a date are one holding") {
    auto const one = gate<>{}.decide(trials_of_days{drifting(60), 1}.buying());
    trials_of_days many{drifting(60), 1, 1, 7};
    CHECK(gate<>{}.decide(many.buying()).deflated_sharpe == Approx(one.deflated_sharpe));
}

TEST_CASE("returns that overlap count as many as there are apart") {
    auto const returns = drifting(600);
    trials_of_days days{returns, 1, 20};
    auto const v = gate<>{}.decide(days.buying());
    CHECK(v.deflated_sharpe == Approx(deflated_sharpe{}.probability(moments_of(returns, 30))));
    CHECK(v.deflated_sharpe < gate<>{}.decide(trials_of_days{returns, 1}.buying()).deflated_sharpe);
}

TEST_CASE("too few periods can't tell, and say from when they can") {
    trials_of_days few{drifting(239), 1, 20};
    auto const v = gate<confidence<0.01>>{}.decide(few.buying());
    CHECK(v.kind == decision_kind::inconclusive);
    CHECK(v.why == verdict_reason::insufficient_units);
    CHECK(v.units == 11);
    CHECK(v.decidable_from == trials_of_days::day(238 + 20 + 1));
    CHECK(std::isnan(v.deflated_sharpe));
    CHECK(
        gate<confidence<0.01>>{}.decide(trials_of_days{drifting(240), 1, 20}.buying()).publishes());
    CHECK(gate<confidence<0.01>, min_units<11>>{}.decide(few.buying()).publishes());
}

TEST_CASE("without a return there is no promotion") {
    trials_of_days days{drifting(60), 1};
    using elsewhere = unless_lucky<no_validation, mean_return<"profit", buys<"buy">>>;
    auto const v = elsewhere{}.decide(days.buying());
    CHECK(v.kind == decision_kind::reject);
    CHECK(v.why == verdict_reason::no_returns);
    CHECK(v.requirement == "mean_return");
    for (float const bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        days.rows.auxiliary[41] = bad;
        CHECK(gate<confidence<0.1>>{}.decide(days.buying()).why == verdict_reason::no_returns);
    }
}

TEST_CASE("who hardly ever acts can't be told from who is lucky") {
    trials_of_days days{std::vector<double>(60, 0.01), 1, 2};
    (void)days.buying();
    auto const act_until = [&](std::size_t day) {
        for (std::size_t at = 0; at < 60; ++at) days.said[0][2 * at] = at < day ? 0.9F : 0.05F;
        return gate<confidence<0.01>>{}.decide(days.view());
    };
    for (std::size_t const day : {0u, 1u, 21u, 22u}) {
        auto const v = act_until(day);
        CHECK(v.kind == decision_kind::inconclusive);
        CHECK(v.why == verdict_reason::insufficient_units);
        CHECK(v.units == (day + 1) / 2);
        CHECK_FALSE(v.decidable_from);  // more dates need not be more decisions
        CHECK(v.trials == 0);
    }
    CHECK(act_until(23).publishes());
}

TEST_CASE("returns that never change have no Sharpe ratio, so they do not pass") {
    trials_of_days days{std::vector<double>(60, 0.25), 1};
    auto const v = gate<confidence<0.01>>{}.decide(days.buying());
    CHECK(v.kind == decision_kind::reject);
    CHECK(v.why == verdict_reason::luck_not_excluded);
    CHECK(std::isnan(v.deflated_sharpe));
    CHECK(v.trials == 1);
}

TEST_CASE(
    "what the gate within refuses stays refused for its own reason, and nothing else is asked") {
    trials_of_days days{drifting(60), 1};
    auto const within = champion_challenger<>{}.decide(days.buying());
    REQUIRE(within.why == verdict_reason::below_floor);  // it always says "buy"
    auto const v = unless_lucky<champion_challenger<>, earning>{}.decide(days.view());
    CHECK(v.why == verdict_reason::below_floor);
    CHECK(v.trials == 0);
}

TEST_CASE("a verdict keeps what the gate within found") {
    // Sure of the labels by turns, and right: buys every other day.
    trials_of_days days{drifting(60), 1};
    for (std::size_t at = 0; at < days.said[0].size(); ++at)
        days.said[0][at] = at % 2 == days.rows.labels[at / 2] ? 0.9F : 0.1F;
    std::vector<float> const champion(days.said[0].size(), 0.5F);
    auto e = days.view();
    e.champion = champion;
    e.has_champion = true;
    using both = unless_lucky<champion_challenger<>, earning, confidence<0.99>>;
    auto const within = champion_challenger<>{}.decide(e);
    REQUIRE(within.kind == decision_kind::promote);
    auto const v = both{}.decide(e);
    CHECK(v.why == verdict_reason::luck_not_excluded);
    CHECK(v.challenger == within.challenger);
    CHECK(v.champion == within.champion);
    CHECK(laws::refuses_what_is_not_finite(both{}, e));
    CHECK(laws::kind_fits_the_evidence(both{}, e));
    CHECK(laws::repeats_itself(both{}, e));
    CHECK(laws::only_takes_away(both{}, champion_challenger<>{}, e));
    CHECK(laws::only_takes_away(unless_lucky<champion_challenger<>, earning, confidence<0.1>>{},
                                champion_challenger<>{}, e));
}

TEST_CASE("the laws of gates hold under a guard against luck") {
    for (double const lift : {-0.2, 0.0, 0.3}) {
        auto returns = drifting(40);
        for (double& each : returns) each += lift;
        trials_of_days days{returns, 1};
        auto const e = days.buying();
        CHECK(laws::refuses_what_is_not_finite(gate<>{}, e));
        CHECK(laws::kind_fits_the_evidence(gate<>{}, e));
        CHECK(laws::repeats_itself(gate<>{}, e));
        CHECK(laws::only_takes_away(gate<>{}, no_validation{}, e));
        CHECK(laws::more_trials_do_not_help(gate<>{}, e));
    }
}

TEST_CASE("who acts seldom is not lucky more often, though labels overlap") {
    std::mt19937_64 random{5};
    int passed = 0, thinned = 0;
    int const rounds = 200;
    for (int round = 0; round < rounds; ++round) {
        // In the market for 10 days of each 50.
        auto const returns = overlapping(random, 800, 20, 0.0,
                                         [](std::size_t day) { return day % 50 < 10 ? 1.0 : 0.0; });
        trials_of_days days{returns, 1, 20};
        auto const e = days.buying();
        passed += gate<>{}.decide(e).publishes() ? 1 : 0;
        std::vector<double> every_20th;
        for (std::size_t day = 0; day < 800; day += 20) every_20th.push_back(returns[day]);
        thinned += deflated_sharpe{}.passes(every_20th) ? 1 : 0;
    }
    CHECK(passed < 16);   // 0.05 and twice the standard error
    CHECK(thinned > 20);  // what every 20th day alone would let through
}

TEST_CASE("an edge passes, also after many trials") {
    std::mt19937_64 random{6};
    int passed = 0;
    for (int round = 0; round < 40; ++round) {
        trials_of_days days{overlapping(random, 500, 10, 0.4, [](auto) { return 1.0; }), 1, 10};
        auto e = days.buying();
        e.trials = 100;
        passed += gate<>{}.decide(e).publishes() ? 1 : 0;
    }
    CHECK(passed > 36);
}
