#include <retrain/event/prediction_outcome.hpp>

#include <retrain/event/event_bus.hpp>
#include <retrain/validation/log_loss.hpp>

#include <support/catch.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using namespace retrain;

static_assert(prediction_outcome::event_name == "prediction_outcome");

namespace {
time_point const entry = std::chrono::sys_days{std::chrono::year{2020} / 3 / 2};
}

TEST_CASE("an outcome says whether the model was right and what it cost") {
    std::array const probabilities{0.2F, 0.5F, 0.3F};
    auto const right = outcome_of("verdict", 7, entry, probabilities, 1);
    CHECK(right.model == "verdict");
    CHECK(right.generation == 7);
    CHECK(right.predicted == entry);
    CHECK(right.error == 0);
    CHECK(right.loss == Approx(-std::log(0.5)));
    auto const wrong = outcome_of("verdict", 7, entry, probabilities, 2);
    CHECK(wrong.error == 1);
    CHECK(wrong.loss == Approx(-std::log(0.3)));
}

TEST_CASE("on a tie the first class is the model's answer") {
    std::array const even{0.5F, 0.5F};
    CHECK(outcome_of("m", 1, entry, even, 0).error == 0);
    CHECK(outcome_of("m", 1, entry, even, 1).error == 1);
}

TEST_CASE("the loss is that of log_loss for one row") {
    std::vector<std::vector<float>> const rows{
        {0.2F, 0.8F}, {1.0F, 0.0F}, {0.0F, 1.0F}, {0.3F, 0.3F}, {0.6F, 0.6F}};
    for (auto const& row : rows)
        for (std::uint32_t truth = 0; truth < 2; ++truth)
            CHECK(outcome_of("m", 1, entry, row, truth).loss ==
                  log_loss::score(row, std::array{truth}, 2));
}

TEST_CASE("what can't be judged has no error and no loss") {
    float const nan = std::numeric_limits<float>::quiet_NaN();
    float const infinity = std::numeric_limits<float>::infinity();
    std::vector<std::vector<float>> const rows{
        {}, {1.0F}, {nan, 0.5F}, {0.5F, nan}, {infinity, 0.0F}};
    for (auto const& row : rows) {
        auto const outcome = outcome_of("m", 1, entry, row, 1);
        CHECK(std::isnan(outcome.error));
        CHECK(std::isnan(outcome.loss));
    }
    CHECK(std::isnan(prediction_outcome{}.error));
}

TEST_CASE("an outcome goes over a bus") {
    event_bus bus;
    double losses = 0;
    auto const token = bus.subscribe<prediction_outcome>(
        [&](prediction_outcome const& outcome) { losses += outcome.loss; });
    bus.publish(prediction_outcome{.model = "m", .generation = 1, .error = 1, .loss = 2.5});
    CHECK(losses == 2.5);
}
