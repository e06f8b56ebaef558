#include <retrain/validation/log_loss.hpp>

#include <laws/validation.hpp>
#include <support/catch.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

namespace {

using retrain::log_loss;
using floats = std::vector<float>;
using labels = std::vector<std::uint32_t>;

static_assert(retrain::Metric<log_loss>);
static_assert(retrain::better(log_loss{}, 0.9, 1.1));

double loss(floats const& probabilities, labels const& classes_of_rows, std::size_t classes) {
    return log_loss::score(probabilities, classes_of_rows, classes);
}

// The expected losses are those of scikit-learn 1.2.1:
// log_loss(labels, numpy.array(probabilities, numpy.float32).astype(numpy.float64), labels=...)
constexpr double tolerance = 1e-12;

TEST_CASE("log loss of three classes") {
    CHECK(std::abs(loss({0.7F, 0.2F, 0.1F, 0.1F, 0.8F, 0.1F, 0.25F, 0.25F, 0.5F, 0.05F, 0.15F, 0.8F,
                         0.6F, 0.3F, 0.1F, 1.0F / 3, 1.0F / 3, 1.0F / 3},
                        {0, 1, 2, 2, 1, 0}, 3) -
                   0.633115721823704) < tolerance);
}

TEST_CASE("a certain prediction costs nothing when right and 36 when wrong") {
    CHECK(std::abs(loss({1, 0, 0, 1}, {0, 1}, 2) - 2.2204460492503136e-16) < 1e-18);
    CHECK(std::abs(loss({1, 0, 0, 1, 1, 0}, {0, 1, 1}, 2) - 12.014551129705717) < tolerance);
}

TEST_CASE("a row that is no distribution is divided by its sum after clipping") {
    CHECK(std::abs(loss({1, 1, 3, 1, 0.9F, 0.3F, 0.2F, 0.2F}, {0, 1, 0, 1}, 2) -
                   0.5917809076721158) < tolerance);
    // Saying yes to everything is an even guess, not a perfect one.
    CHECK(loss({1, 1, 1, 1, 1, 1}, {0, 2}, 3) == Approx(std::log(3.0)));
}

TEST_CASE("log loss of 200 rows of five classes") {
    std::uint64_t state = 42;
    auto const uniform = [&state] {  // SplitMix64
        std::uint64_t z = state += 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1p-53;
    };
    floats probabilities;
    labels truth;
    for (int row = 0; row < 200; ++row) {
        std::array<double, 5> weights{};
        for (double& weight : weights) weight = uniform();
        double const sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        for (double const weight : weights)
            probabilities.push_back(static_cast<float>(weight / sum));
        truth.push_back(static_cast<std::uint32_t>(uniform() * 5));
    }
    REQUIRE(probabilities[0] == 0.4746631F);
    REQUIRE(labels(truth.begin(), truth.begin() + 5) == labels{4, 2, 2, 3, 3});
    CHECK(std::abs(loss(probabilities, truth, 5) - 1.7836933135024693) < tolerance);
    CHECK(retrain::laws::scores_only_what_is_finite(log_loss{}, probabilities, truth, 5));
}

TEST_CASE("a loss is never better than what can be told") {
    CHECK(std::isnan(loss({}, {}, 3)));                      // no rows
    CHECK(std::isnan(loss({0.5F, 0.5F}, {2}, 2)));           // a class nobody predicted
    CHECK(std::isnan(loss({0.5F, 0.5F, 0.5F}, {0, 1}, 2)));  // too few predictions
    CHECK(std::isnan(loss({0.5F, 0.5F, 0.5F}, {0}, 2)));     // too many
    CHECK(std::isnan(loss({}, {0}, 0)));                     // no classes
}

TEST_CASE("log loss orders scores strictly") {
    for (double const a : {0.0, 0.5, 1.1, 36.0})
        for (double const b : {0.0, 0.5, 1.1, 36.0})
            CHECK(retrain::laws::orders_strictly(log_loss{}, a, b));
}

}  // namespace
