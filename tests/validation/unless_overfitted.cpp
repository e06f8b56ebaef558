#include <retrain/validation/unless_overfitted.hpp>

#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/mean_return.hpp>
#include <retrain/validation/no_validation.hpp>
#include <retrain/validation/on_known_classes.hpp>

#include <laws/validation.hpp>
#include <support/catch.hpp>
#include <validation/noise.hpp>
#include <validation/said_returns.hpp>

#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace retrain;
using retrain::testing::said_return;
using retrain::testing::trials_of_days;

template <class... Options>
using gate = unless_overfitted<no_validation, said_return, Options...>;
static_assert(ValidationPolicy<gate<>> && std::is_empty_v<gate<>>);
static_assert(WantsRivals<gate<>> && WantsRivals<on_known_classes<gate<>>>);
static_assert(!WantsRivals<champion_challenger<>> && !WantsRivals<on_known_classes<>>);

/// Uniform noise, and a last trial that earns `edge` a period, as in backtest_overfitting.cpp; in
/// the precision of predictions.
std::vector<double> table(std::size_t periods, std::size_t trials, double edge) {
    noise::uniform u;
    std::vector<double> returns(periods * trials);
    for (std::size_t at = 0; at < returns.size(); ++at)
        returns[at] = static_cast<double>(
            static_cast<float>(u() - 0.5 + (at % trials == trials - 1 ? edge : 0.0)));
    return returns;
}

/// Every `step`th row of `width` numbers, from the row `start` on.
std::vector<double> rows_of(std::vector<double> const& all, std::size_t width, std::size_t start,
                            std::size_t step) {
    std::vector<double> some;
    for (std::size_t row = start; row < all.size() / width; row += step)
        some.insert(some.end(), all.begin() + static_cast<std::ptrdiff_t>(row * width),
                    all.begin() + static_cast<std::ptrdiff_t>((row + 1) * width));
    return some;
}

}  // namespace

// The shares are those of backtest_overfitting.cpp, which were computed apart from this code.
TEST_CASE("the probability of overfitting is that of challenger and rivals") {
    trials_of_days const noise{table(50, 5, 0.0), 5};
    auto const v = gate<cross_blocks<8>>{}.decide(noise.view());
    CHECK(v.overfitting == Approx(53.0 / 70));
    CHECK(v.rivals == 4);
    CHECK(v.kind == decision_kind::reject);
    CHECK(v.why == verdict_reason::overfitted);
    CHECK(gate<cross_blocks<8>, overfitting_limit<0.8>>{}.decide(noise.view()).publishes());

    trials_of_days const edge{table(50, 5, 0.1), 5};
    auto const passed = gate<cross_blocks<8>>{}.decide(edge.view());
    CHECK(passed.overfitting == Approx(5.0 / 70));
    CHECK(passed.why == verdict_reason::not_validated);
    CHECK(passed.publishes());
    trials_of_days const other{table(33, 4, 0.05), 4};
    CHECK(gate<cross_blocks<6>>{}.decide(other.view()).overfitting == Approx(14.0 / 20));
}

TEST_CASE("there are sixteen blocks, and fewer where there are less than two periods for each") {
    for (auto const& [periods, blocks] : std::vector<std::pair<std::size_t, std::size_t>>{
             {12, 6}, {25, 12}, {31, 14}, {32, 16}, {60, 16}}) {
        auto const returns = table(periods, 4, 0.02);
        CHECK(gate<>{}.decide(trials_of_days{returns, 4}.view()).overfitting ==
              probability_of_backtest_overfitting(returns, 4, blocks));
    }
}

TEST_CASE("of labels that overlap each starting day makes a table") {
    auto const returns = table(62, 4, 0.05);
    double mean = 0.0;
    for (std::size_t start = 0; start < 3; ++start)
        mean += probability_of_backtest_overfitting(rows_of(returns, 4, start, 3), 4, 10) / 3;
    trials_of_days const days{returns, 4, 3};
    CHECK(gate<>{}.decide(days.view()).overfitting == Approx(mean));
}

TEST_CASE("rows that a rival was trained on do not count") {
    auto const returns = table(60, 4, 0.03);
    trials_of_days days{returns, 4};
    days.shown.rivals_saw_until = trials_of_days::day(27);
    CHECK(gate<>{}.decide(days.view()).overfitting ==
          probability_of_backtest_overfitting(rows_of(returns, 4, 28, 1), 4, 16));
    days.shown.rivals_saw_until = trials_of_days::day(50);
    auto const v = gate<>{}.decide(days.view());
    CHECK(v.kind == decision_kind::inconclusive);
    CHECK(v.why == verdict_reason::insufficient_units);
    CHECK(v.units == 9);
    CHECK(v.decidable_from == trials_of_days::day(59 + 1 + 3));
    days.shown.rivals_saw_until = trials_of_days::day(500);
    CHECK(gate<>{}.decide(days.view()).why == verdict_reason::insufficient_units);
    CHECK(gate<min_units<2>>{}.decide(days.view()).why == verdict_reason::insufficient_units);
}

TEST_CASE("where there was nothing to choose from it does not object") {
    auto const returns = table(60, 1, 0.0);
    auto const v = gate<>{}.decide(trials_of_days{returns, 1}.view());
    CHECK(v.publishes());
    CHECK(v.rivals == 0);
    CHECK(std::isnan(v.overfitting));
}

TEST_CASE("trials that earn the same are one") {
    auto const returns = table(60, 3, 0.05);
    double const expected = gate<>{}.decide(trials_of_days{returns, 3}.view()).overfitting;
    trials_of_days twice{returns, 3};
    twice.said.push_back(twice.said[1]);
    twice.said.push_back(twice.said[0]);
    auto const v = gate<>{}.decide(twice.view());
    CHECK(v.rivals == 2);
    CHECK(v.overfitting == expected);
    twice.said = {twice.said[0], twice.said[0]};
    CHECK(gate<>{}.decide(twice.view()).publishes());
}

TEST_CASE("a rival that says nothing of use is none") {
    trials_of_days days{table(60, 3, 0.05), 3};
    double const expected = gate<>{}.decide(days.view()).overfitting;
    days.said.push_back({0.5F, 0.5F});
    days.said.push_back(days.said[1]);
    days.said.back()[7] = std::numeric_limits<float>::quiet_NaN();
    auto const v = gate<>{}.decide(days.view());
    CHECK(v.rivals == 2);
    CHECK(v.overfitting == expected);
}

TEST_CASE("without a return there is no promotion, rivals or not") {
    trials_of_days days{table(60, 1, 0.0), 1};
    using elsewhere = unless_overfitted<no_validation, mean_return<"profit", buys<"buy">>>;
    auto const v = elsewhere{}.decide(days.view());
    CHECK(v.kind == decision_kind::reject);
    CHECK(v.why == verdict_reason::no_returns);
    CHECK(v.requirement == "mean_return");
}

TEST_CASE("what the gate within refuses stays refused for its own reason") {
    trials_of_days const days{table(50, 5, 0.0), 5};
    auto const within = champion_challenger<>{}.decide(days.view());
    REQUIRE_FALSE(within.publishes());
    auto const v = unless_overfitted<champion_challenger<>, said_return>{}.decide(days.view());
    CHECK(v.why == within.why);
    CHECK(v.rivals == 0);
}

TEST_CASE("the laws of gates hold under a guard against overfitting") {
    for (double const edge : {0.0, 0.1, 0.3}) {
        trials_of_days const days{table(30, 3, edge), 3};
        CHECK(laws::refuses_what_is_not_finite(gate<>{}, days.view()));
        CHECK(laws::kind_fits_the_evidence(gate<>{}, days.view()));
        CHECK(laws::repeats_itself(gate<>{}, days.view()));
        CHECK(laws::only_takes_away(gate<>{}, no_validation{}, days.view()));
        CHECK(laws::only_takes_away(unless_overfitted<champion_challenger<>, said_return>{},
                                    champion_challenger<>{}, days.view()));
    }
}
