#include <retrain/drift/adwin.hpp>

#include <laws/drift.hpp>
#include <support/catch.hpp>
#include <support/reference_stream.hpp>

#include <cmath>

namespace {

using namespace retrain;
using indices = std::vector<std::size_t>;
using testing::bit_stream;
using testing::real_stream;
using testing::uniform_stream;
using every_value = adwin<adwin_parameters{.clock = 1}>;

static_assert(DriftDetector<adwin<>> && DriftDetector<every_value>);
static_assert(laws::answers(adwin<>{}, bit_stream(1100)) == indices{1087});
static_assert(laws::detector(every_value{}, bit_stream(120, 60, 0.1, 0.9)));

TEST_CASE("ADWIN finds the change of the reference streams") {
    CHECK(laws::answers(adwin<>{}, real_stream()) == indices{1023});
    CHECK(laws::answers(adwin<>{}, bit_stream()) == indices{1087});
    CHECK(laws::answers(every_value{}, bit_stream()) == indices{1059});
    CHECK(laws::answers(adwin<>{{.clock = 1}}, bit_stream()) == indices{1059});
    CHECK(laws::answers(adwin<>{}, uniform_stream(4000)).empty());
    CHECK(laws::answers(every_value{}, uniform_stream(4000)).empty());
}

TEST_CASE("ADWIN sees falls, and says by how much the mean changed") {
    auto values = real_stream();
    for (double& value : values) value = -value;
    adwin<> detector;
    for (std::size_t i = 0; i < 1023; ++i) REQUIRE(detector.update(values[i]) == drift_level::none);
    CHECK(detector.update(values[1023]) == drift_level::drift);
    CHECK(detector.statistic() == Approx(-2).margin(0.3));
}

TEST_CASE("ADWIN's bound is the one of its page") {
    // 16 zeros, then ones, looked at after 32 values. Any cut but the true one mixes them, so the
    // true one decides: with means 0 and 1, m = 2/12 and the variance 1/4.
    std::vector<double> values(16, 0.0);
    values.insert(values.end(), 16, 1.0);
    auto const bound = [](double delta) {
        double const confidence = std::log(2 * std::log(32.0) / delta);
        double const m = 2.0 / 12;
        return std::sqrt(2 * m * 0.25 * confidence) + 2.0 / 3 * confidence * m;
    };
    double sharp = 1e-6;  // the delta at which the bound is 1
    for (double low = 1e-9, high = 0.9; high / low > 1 + 1e-12;) {
        sharp = std::sqrt(low * high);
        (bound(sharp) > 1 ? low : high) = sharp;
    }
    CHECK(laws::answers(adwin<>{{.delta = sharp * 1.001}}, values) == indices{31});
    CHECK(laws::answers(adwin<>{{.delta = sharp * 0.999}}, values).empty());
}

TEST_CASE("ADWIN waits for its grace and for its least window") {
    std::vector<double> values(8, 0.0);
    values.insert(values.end(), 12, 1000.0);
    auto const early = laws::answers(adwin<>{{.delta = 0.9, .clock = 1}}, values);
    REQUIRE_FALSE(early.empty());
    CHECK(early.front() >= 12);  // 5 values on the newer side
    auto const graceful = laws::answers(adwin<>{{.delta = 0.9, .clock = 1, .grace = 18}}, values);
    REQUIRE_FALSE(graceful.empty());
    CHECK(graceful.front() == 18);
    CHECK(laws::answers(adwin<>{{.delta = 0.9, .clock = 1, .grace = 20}}, values).empty());
}

TEST_CASE("ADWIN compresses a long stream and still knows its mean") {
    every_value detector;
    for (double const value : uniform_stream(3000))
        REQUIRE(detector.update(value) < drift_level::drift);
    auto const short_text = detector.save().size();
    for (double const value : uniform_stream(3000, 7)) (void)detector.update(value);
    CHECK(detector.save().size() < short_text + 500);  // logarithmic
    CHECK(laws::answers(adwin<adwin_parameters{.buckets = 20}>{}, real_stream()) == indices{1023});
}

TEST_CASE("ADWIN obeys the laws") {
    CHECK(laws::saved_detector(adwin<>{}, bit_stream()));
    CHECK(laws::saved_detector(every_value{}, bit_stream(400, 200)));
    CHECK(laws::saved_detector(adwin<>{{.clock = 1, .buckets = 2}}, bit_stream(400, 200)));
}

TEST_CASE("parameters of ADWIN out of their range are refused") {
    for (auto const bad :
         {adwin_parameters{.delta = 0}, adwin_parameters{.delta = 1}, adwin_parameters{.clock = 0},
          adwin_parameters{.buckets = 1}, adwin_parameters{.min_window = 0},
          adwin_parameters{.buckets = 6}})  // more room than the type has
        CHECK_THROWS_AS(adwin<>{bad}, error);
    CHECK(adwin_parameters{}.stricter(2).delta == Approx(4e-6));
}

}  // namespace
