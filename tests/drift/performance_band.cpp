#include <retrain/drift/performance_band.hpp>

#include <laws/drift.hpp>
#include <support/catch.hpp>
#include <support/reference_stream.hpp>

#include <cmath>

namespace {

using namespace retrain;
using indices = std::vector<std::size_t>;
using testing::bit_stream;
using testing::uniform_stream;

static_assert(DriftDetector<performance_band<>>);

/// Six chunks of one value each: mean 3.5, s = sqrt(3.5); then `next`.
std::vector<double> six_and(double next) { return {1, 2, 3, 4, 5, 6, next}; }

TEST_CASE("the band is t(m - 1) s sqrt(1 + 1/m) wide") {
    performance_band<> const detector{{.chunk = 1, .reference = 6, .drift = 0.01, .warning = 0.05}};
    double const unit = std::sqrt(3.5) * std::sqrt(1 + 1.0 / 6);
    double const drift = 3.5 + 3.364930 * unit;
    double const warning = 3.5 + 2.015048 * unit;
    CHECK(laws::answers(detector, six_and(drift + 1e-4)) == indices{6});
    CHECK(laws::answers(detector, six_and(drift - 1e-4)).empty());
    CHECK(laws::answers(detector, six_and(drift - 1e-4), drift_level::warning) == indices{6});
    CHECK(laws::answers(detector, six_and(warning - 1e-4), drift_level::warning).empty());
    CHECK(laws::answers(detector, six_and(-100)).empty());
    CHECK(laws::answers(performance_band<>{{.chunk = 1, .reference = 6, .higher_is_worse = false}},
                        six_and(-100)) == indices{6});
}

TEST_CASE("a band of two sides has half the probability on each") {
    performance_band<> const detector{
        {.chunk = 1, .reference = 6, .drift = 0.05, .warning = 0.05, .two_sided = true}};
    double const half = 2.570582 * std::sqrt(3.5) * std::sqrt(1 + 1.0 / 6);
    for (double const side : {-1.0, 1.0}) {
        CHECK(laws::answers(detector, six_and(3.5 + side * (half + 1e-4))) == indices{6});
        CHECK(laws::answers(detector, six_and(3.5 + side * (half - 1e-4))).empty());
    }
}

TEST_CASE("reference chunks that are equal make a band without width") {
    performance_band<> const detector{{.chunk = 2, .reference = 3}};
    std::vector<double> values(8, 0.25);
    CHECK(laws::answers(detector, values).empty());
    values.push_back(0.25);
    values.push_back(0.5);
    CHECK(laws::answers(detector, values) == indices{9});
}

TEST_CASE("as many chunks leave the band as it says") {
    // 4,000 bands of 6 chunks, each asked about one more chunk; 3 s would be left by 2 %.
    performance_band<> detector{{.chunk = 12, .reference = 6, .drift = 0.05, .warning = 0.05}};
    auto const values = uniform_stream(4000 * 7 * 12);
    int left = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i % (7 * 12) == 0) detector.reset();
        left += detector.update(values[i]) == drift_level::drift ? 1 : 0;
    }
    CHECK(left > 4000 * 0.05 * 0.8);
    CHECK(left < 4000 * 0.05 * 1.2);
}

TEST_CASE("a band obeys the laws") {
    performance_band<> const detector{{.chunk = 20, .reference = 5}};
    CHECK_FALSE(laws::answers(detector, bit_stream()).empty());
    CHECK(laws::saved_detector(detector, bit_stream()));
}

TEST_CASE("a chunk of a band may be made shorter over a restart") {
    performance_band<> before{{.chunk = 100, .reference = 3}};
    for (int i = 0; i < 380; ++i) REQUIRE(before.update(i < 300 ? 0 : 1) == drift_level::none);
    performance_band<> after{{.chunk = 50, .reference = 3}};
    after.restore(before.save());
    CHECK(after.update(1) == drift_level::drift);  // the 81 that there are
}

TEST_CASE("parameters of a band out of their range are refused") {
    for (auto const bad :
         {performance_band_parameters{.chunk = 0}, performance_band_parameters{.reference = 2},
          performance_band_parameters{.drift = 0}, performance_band_parameters{.warning = 1},
          performance_band_parameters{.drift = 0.2, .warning = 0.1}})
        CHECK_THROWS_AS(performance_band<>{bad}, error);
    CHECK(performance_band_parameters{}.stricter(2).drift == Approx(1e-4));
}

}  // namespace
