#include <soak/all_at_once.hpp>

#include <retrain/trainer/gradient_boosting.hpp>

using namespace retrain;
using namespace retrain::testing;

TEST_CASE("the same with XGBoost's models", "[soak]") {
    constexpr int lives = 2;
    busy_world<gradient_boosting> world{"unused"};
    world.trainer.inner.parameters.rounds = 3;
    world.trainer.inner.parameters.subsample = 0.5;  // so that models differ with their seeds
    world.is_right = [](auto const&, std::vector<float> const& answer) {
        return answer.size() == 4 && std::abs(answer[0] + answer[1] - 1) < 1e-5F &&
               answer[0] > answer[2];
    };
    world.live(lives);
    world.check(lives);
}
