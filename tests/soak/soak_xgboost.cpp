#include <soak/soak.hpp>

#include <retrain/trainer/gradient_boosting.hpp>

using namespace retrain;
using namespace retrain::testing;

TEST_CASE("nor do runs with XGBoost", "[soak]") {
    using booster = basic_gradient_boosting<"soaked">;
    soaked_world<booster> world{booster{{.rounds = 30, .early_stopping_rounds = 0}}};
    auto const grown = world.soak({.decisions = 3'000, .runs = 60, .warm_up = 20});
    CHECK(grown.heap < 40 * 10 * 1024);
    CHECK(grown.resident < 40 * 48 * 1024);
}
