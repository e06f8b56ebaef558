// A small part of benchmarks/statistics/gate.cpp, with bounds that leave room.
#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/options.hpp>
#include <retrain/validation/paired_test.hpp>

#include <support/catch.hpp>
#include <support/overlapping_losses.hpp>

#include <cstddef>

using namespace retrain;
using retrain::testing::overlapping_losses;

namespace {
constexpr std::size_t attempts = 12;
constexpr std::size_t h = overlapping_losses::horizon;

/// Of so many runs those in which something was promoted.
struct promotions {
    std::size_t wrongly = 0;          ///< at any of 12 attempts, with nothing to gain
    std::size_t wrongly_on_rows = 0;  ///< the same, by a t test that takes rows for independent
    std::size_t rightly = 0;          ///< at the first attempt, with something to gain
};

/// At attempt k both see `dates` dates from the (k - 1) h-th on, and spend as much of alpha. The
/// gain is 0.6 standard deviations of a unit, of which there are 25.
promotions simulate(std::size_t runs, std::size_t tickers, std::size_t dates) {
    promotions count;
    double const gain = 0.6 * overlapping_losses::unit_deviation(tickers);
    for (std::size_t run = 0; run < runs; ++run) {
        overlapping_losses const world{dates + (attempts - 1) * h, tickers, 1'000 + run};
        bool any = false;
        bool any_on_rows = false;
        for (std::size_t k = 1; k <= attempts; ++k) {
            auto const first = (k - 1) * h;
            any = any || world.decide(champion_challenger<>{}, first, dates, 0.0, k).publishes();
            any_on_rows = any_on_rows || paired_t_test(world.gains(first, dates, 0.0)) <
                                             significance<0.05>::at(k);
        }
        count.wrongly += any ? 1 : 0;
        count.wrongly_on_rows += any_on_rows ? 1 : 0;
        count.rightly += world.decide(champion_challenger<>{}, 0, 25 * h, gain, 1).publishes();
    }
    return count;
}
}  // namespace

TEST_CASE("of one series a gate seldom promotes with nothing to gain, with something mostly") {
    auto const count = simulate(200, 1, 300);
    CHECK(count.wrongly <= 16);          // 10 are allowed in the long run
    CHECK(count.wrongly_on_rows >= 80);  // so the model is one on which it matters
    CHECK(count.rightly >= 160);
}

TEST_CASE("nor of 50 tickers that share their shocks, in chains of 12 attempts") {
    auto const count = simulate(50, 50, 280);
    CHECK(count.wrongly <= 5);           // 2 or 3 are allowed in the long run
    CHECK(count.wrongly_on_rows >= 30);  // to a test of rows, each ticker is further evidence
    CHECK(count.rightly >= 40);
}
