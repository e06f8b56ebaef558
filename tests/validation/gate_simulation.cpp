// A small part of benchmarks/statistics/gate.cpp, with bounds that leave room.
#include <retrain/validation/champion_challenger.hpp>

#include <support/catch.hpp>
#include <support/overlapping_losses.hpp>

using namespace retrain;
using retrain::testing::overlapping_losses;

TEST_CASE("with nothing to gain a gate seldom promotes, with something it mostly does") {
    constexpr std::size_t runs = 100;
    constexpr std::size_t h = overlapping_losses::horizon;
    double const gain = 0.6 * overlapping_losses::unit_deviation(1);
    std::size_t wrongly = 0;
    std::size_t wrongly_on_rows = 0;
    std::size_t rightly = 0;
    for (std::size_t run = 0; run < runs; ++run) {
        overlapping_losses const world{300 + 5 * h, 1, 1'000 + run};
        bool any = false;
        for (std::size_t k = 1; k <= 6; ++k)
            any = any || world.decide(champion_challenger<>{}, (k - 1) * h, 300, 0.0, k).publishes();
        wrongly += any ? 1 : 0;
        wrongly_on_rows += paired_t_test(world.gains(0, 300, 0.0)) < 0.05 ? 1 : 0;
        rightly +=
            world.decide(champion_challenger<>{}, 0, 25 * h > 400 ? 400 : 25 * h, gain, 1).publishes()
                ? 1
                : 0;
    }
    CHECK(wrongly <= 10);          // 5 are allowed in the long run
    CHECK(wrongly_on_rows >= 20);  // so the model is one on which it matters
    CHECK(rightly >= 70);          // of 20 units, 80 and more in the long run
}
