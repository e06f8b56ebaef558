#include <retrain/validation/class_frequency_floor.hpp>

#include <retrain/validation/log_loss.hpp>

#include <support/catch.hpp>
#include <validation/error_rate.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace {

using retrain::class_frequency_floor;
using retrain::log_loss;

constexpr std::array<std::uint32_t, 4> truth{0, 1, 1, 2};
constexpr std::array shares{0.2, 0.5, 0.3};

// Always guessing the most frequent class is right in two rows of four.
static_assert(class_frequency_floor(retrain::testing::error_rate{}, {.labels = truth}, shares) ==
              0.5);

TEST_CASE("the floor is what the class frequencies cost") {
    double const floor = class_frequency_floor(log_loss{}, {.labels = truth}, shares);
    CHECK(floor == Approx(-(std::log(0.2) + 2 * std::log(0.5) + std::log(0.3)) / 4).epsilon(1e-7));
}

TEST_CASE("a model that predicts the class frequencies is not better than the floor") {
    for (int thousandths = 1; thousandths < 1'000; ++thousandths) {
        std::array const pair{thousandths / 1000.0, 1.0 - thousandths / 1000.0};
        std::vector<float> predictions;
        std::vector<std::uint32_t> labels;
        for (std::uint32_t row = 0; row < 7; ++row) {
            for (double const share : pair) predictions.push_back(static_cast<float>(share));
            labels.push_back(row % 2);
        }
        double const floor = class_frequency_floor(log_loss{}, {.labels = labels}, pair);
        REQUIRE_FALSE(retrain::better(log_loss{}, log_loss::score(predictions, labels, 2), floor));
    }
}

TEST_CASE("there is no floor without rows, frequencies or a known class") {
    CHECK(std::isnan(class_frequency_floor(log_loss{}, {}, shares)));
    CHECK(std::isnan(class_frequency_floor(log_loss{}, {.labels = truth}, {})));
    CHECK(std::isnan(class_frequency_floor(log_loss{}, {.labels = truth}, std::array{0.5, 0.5})));
}

TEST_CASE("a class that the training rows lacked costs what a certain mistake costs") {
    constexpr std::array rare{1U};
    CHECK(class_frequency_floor(log_loss{}, {.labels = rare}, std::array{1.0, 0.0}) ==
          Approx(36.04).epsilon(1e-3));
}

}  // namespace
