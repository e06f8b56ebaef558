#include <retrain/drift/ddm.hpp>

#include <laws/drift.hpp>
#include <support/catch.hpp>
#include <support/reference_stream.hpp>

#include <limits>
#include <numeric>
#include <string>

namespace {

using namespace retrain;
using indices = std::vector<std::size_t>;
using testing::bit_stream;

static_assert(DriftDetector<ddm<>> && DriftDetector<ddm<ddm_parameters{.drift = 4}>>);
// Fixed parameters take no room.
static_assert(sizeof(ddm<ddm_parameters{}>) + sizeof(ddm_parameters) <= sizeof(ddm<>));

static_assert(laws::answers(ddm<>{}, bit_stream(1200)) == indices{1009});
static_assert(laws::detector(ddm<>{}, bit_stream(150, 90)));

TEST_CASE("DDM finds the change of the reference stream") {
    CHECK(laws::answers(ddm<>{}, bit_stream()) == indices{1009});
    CHECK(laws::answers(ddm<ddm_parameters{}>{}, bit_stream()) == indices{1009});
    ddm<> detector;
    auto const values = bit_stream();
    for (std::size_t i = 0; i < 1009; ++i) REQUIRE(detector.update(values[i]) < drift_level::drift);
    CHECK(detector.level() == drift_level::warning);
    CHECK(detector.update(values[1009]) == drift_level::drift);
    double const errors = std::accumulate(values.begin(), values.begin() + 1010, 0.0);
    CHECK(detector.statistic() == Approx(errors / 1010));
}

TEST_CASE("DDM obeys the laws") {
    CHECK(laws::saved_detector(ddm<>{}, bit_stream()));
    CHECK(laws::saved_detector(ddm<>{{.warm_start = 5, .warning = 1, .drift = 1.5}}, bit_stream()));
}

TEST_CASE("DDM says nothing before its warm start, whatever comes") {
    std::vector<double> values(30, 0.0);
    values[15] = 1;
    CHECK(laws::answers(ddm<>{}, values).empty());
    CHECK(laws::answers(ddm<>{}, values, drift_level::warning).empty());
    // p + s is looked at from value 31 on: one error after 31 right answers is an alarm.
    std::vector<double> perfect(31, 0.0);
    perfect.push_back(1);
    CHECK(laws::answers(ddm<>{}, perfect) == indices{31});
}

TEST_CASE("DDM warns at two and alarms at three deviations, or at what it is told") {
    auto const values = bit_stream();
    auto const first_warning = laws::answers(ddm<>{}, values, drift_level::warning);
    REQUIRE_FALSE(first_warning.empty());
    CHECK(laws::answers(ddm<>{{.warning = 3, .drift = 3}}, values, drift_level::warning).empty());
    auto const late = laws::answers(ddm<>{{.drift = 6}}, values);
    REQUIRE_FALSE(late.empty());
    CHECK(late.front() > 1009);
}

TEST_CASE("DDM clips to errors between 0 and 1") {
    auto wild = bit_stream();
    for (double& value : wild) value = value > 0 ? 1e300 : -1e300;
    CHECK(laws::answers(ddm<>{}, wild) == indices{1009});
}

TEST_CASE("parameters of DDM out of their range are refused") {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    for (auto const bad : {ddm_parameters{.warning = 0}, ddm_parameters{.warning = 4, .drift = 3},
                           ddm_parameters{.drift = nan}, ddm_parameters{.warning = nan}})
        CHECK_THROWS_AS(ddm<>{bad}, error);
    CHECK(ddm<>{{.drift = 5}}.parameters().drift == 5);
    CHECK(ddm_parameters{}.stricter(2).warning == 4);
    CHECK(ddm_parameters{}.stricter(2).drift == 6);
}

}  // namespace
