#include <retrain/validation/deflated_sharpe.hpp>

#include <support/catch.hpp>
#include <validation/noise.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace {

using namespace retrain;

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

static_assert(noexcept(deflated_sharpe{}.passes(return_moments{})));

}  // namespace

// The figures of these tests were computed apart from this code, with Python's statistics module.
TEST_CASE("the example of the paper") {
    // 100 trials whose annual Sharpe ratios have the variance 1/2; the best has 2.5 over 5 years of
    // 250 days.
    double const deviation = std::sqrt(0.5 / 250.0);
    return_moments const best{1250, 2.5 / std::sqrt(250.0), -3.0, 10.0};
    CHECK(expected_best_sharpe(100, deviation) == Approx(0.11317200186510788).epsilon(1e-8));
    deflated_sharpe gate{.trials = 100, .deviation = deviation};
    CHECK(gate.probability(best) == Approx(0.9003968344495117).epsilon(1e-8));
    CHECK_FALSE(gate.passes(best));
    gate.trials = 46;
    CHECK(gate.probability(best) == Approx(0.9505017068756567).epsilon(1e-8));
    CHECK(gate.passes(best));
    gate.confidence = 0.96;
    CHECK_FALSE(gate.passes(best));
}

TEST_CASE("the best of more trials is expected to be better") {
    CHECK(expected_best_sharpe(0, 1.0) == 0.0);
    CHECK(expected_best_sharpe(1, 1.0) == 0.0);
    CHECK(expected_best_sharpe(2, 1.0) == Approx(0.5197553442792137).epsilon(1e-8));
    CHECK(expected_best_sharpe(10, 1.0) == Approx(1.5745983013449716).epsilon(1e-8));
    CHECK(expected_best_sharpe(1000, 1.0) == Approx(3.255121513652285).epsilon(1e-8));
    CHECK(expected_best_sharpe(1000, 0.0) == 0.0);
    // Also where 1 - 1/N is 1 in a double.
    double const most = expected_best_sharpe(std::numeric_limits<std::size_t>::max(), 1.0);
    CHECK((most > expected_best_sharpe(std::size_t{1} << 52, 1.0) && most < 10.0));
    for (double const deviation : {-0.1, no_number, infinity})
        for (std::size_t const trials : {1u, 2u})
            CHECK(std::isnan(expected_best_sharpe(trials, deviation)));
}

TEST_CASE("returns are judged by their moments") {
    noise::uniform u;
    std::vector<double> returns(60);
    for (double& each : returns) each = u() - 0.45;
    auto const seen = moments_of(returns);
    CHECK(seen.periods == 60);
    CHECK(seen.sharpe == Approx(0.05004185921338717));
    CHECK(seen.skewness == Approx(0.027708488188242345));
    CHECK(seen.kurtosis == Approx(1.6505687351749139));
    CHECK(deflated_sharpe{}.probability(returns) == Approx(0.6497209367351948));
    CHECK(deflated_sharpe{.trials = 5, .deviation = 0.1}.probability(returns) ==
          Approx(0.2973870511905457));
    CHECK(deflated_sharpe{.trials = 5}.probability(returns) == Approx(0.2093694046362508));
}

TEST_CASE("the moments of returns that overlap count the periods that are apart") {
    noise::uniform u;
    std::vector<double> returns, twice;
    for (int period = 0; period < 60; ++period) {
        returns.push_back(u() - 0.45);
        twice.insert(twice.end(), 2, returns.back());
    }
    auto const apart = moments_of(returns);
    auto const seen = moments_of(twice, 60);
    CHECK(seen.periods == 60);
    CHECK(seen.sharpe == Approx(apart.sharpe).epsilon(1e-12));
    CHECK(seen.skewness == Approx(apart.skewness).epsilon(1e-12));
    CHECK(seen.kurtosis == Approx(apart.kurtosis).epsilon(1e-12));
    CHECK(moments_of(returns, 1000).periods == 60);  // there are no more than that
    CHECK(moments_of(returns, 1000).sharpe == apart.sharpe);
    CHECK(std::isnan(moments_of(returns, 1).sharpe));
    CHECK(std::isnan(moments_of(returns, 0).sharpe));
}

TEST_CASE("a Sharpe ratio that can't be told does not pass") {
    deflated_sharpe const lenient{.confidence = 0.0};
    CHECK(lenient.passes(std::vector<double>{1.0, 2.0}));
    for (auto const& returns : std::vector<std::vector<double>>{{},
                                                                {1.0},
                                                                {1.0, 1.0, 1.0},
                                                                {0.0, 0.0},
                                                                std::vector<double>(60, 0.25),
                                                                {1.0, no_number, 2.0},
                                                                {1.0, infinity},
                                                                {1e200, -1e200}}) {
        CHECK(std::isnan(moments_of(returns).sharpe));
        CHECK_FALSE(lenient.passes(returns));
    }
    return_moments const good{100, 0.5, 0.0, 3.0};
    CHECK(lenient.passes(good));
    CHECK_FALSE(deflated_sharpe{.trials = 2, .deviation = -1.0, .confidence = 0.0}.passes(good));
    CHECK_FALSE(
        deflated_sharpe{.trials = 2, .deviation = no_number, .confidence = 0.0}.passes(good));
    for (return_moments const bad :
         {return_moments{1, 0.5, 0.0, 3.0}, return_moments{0, 0.5, 0.0, 3.0},
          return_moments{100, no_number, 0.0, 3.0}, return_moments{100, 0.5, no_number, 3.0},
          return_moments{100, 0.5, 0.0, infinity}, return_moments{100, infinity, 0.0, 3.0},
          return_moments{100, 0.5, 9.0, 3.0}})  // no returns have so much skewness at this kurtosis
        CHECK_FALSE(lenient.passes(bad));
}

TEST_CASE("the best of 20 worthless trials seldom passes, unless nobody says that there were 20") {
    std::mt19937_64 random{7};
    std::size_t const trials = 20;
    int deflated = 0, naive = 0;
    for (int round = 0; round < 400; ++round) {
        return_moments best;
        for (std::size_t trial = 0; trial < trials; ++trial) {
            auto const seen = moments_of(noise::returns(random, 60, 1));
            if (!(seen.sharpe <= best.sharpe)) best = seen;
        }
        deflated += deflated_sharpe{.trials = trials}.passes(best) ? 1 : 0;
        naive += deflated_sharpe{}.passes(best) ? 1 : 0;
    }
    CHECK(deflated < 20);
    CHECK(naive > 200);
}

TEST_CASE("a trial with an edge passes") {
    std::mt19937_64 random{8};
    int passed = 0;
    for (int round = 0; round < 100; ++round)
        passed += deflated_sharpe{.trials = 20}.passes(noise::returns(random, 250, 1, 0.3)) ? 1 : 0;
    CHECK(passed > 80);
}
