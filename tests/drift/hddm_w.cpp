#include <retrain/drift/hddm_w.hpp>

#include <laws/drift.hpp>
#include <support/catch.hpp>
#include <support/reference_stream.hpp>

#include <cmath>

namespace {

using namespace retrain;
using indices = std::vector<std::size_t>;
using testing::bit_stream;

static_assert(DriftDetector<hddm_w<>>);
static_assert(laws::detector(hddm_w<>{{.two_sided = true}}, bit_stream(120, 60)));

std::vector<double> steps(std::size_t before, double a, std::size_t after, double b) {
    std::vector<double> values(before, a);
    values.insert(values.end(), after, b);
    return values;
}

TEST_CASE("HDDM_W compares weighted averages before and after its cut") {
    // 100 zeros: the average is 0, and its bound has fallen to the end. The first one lifts it
    // above, so that value starts the average after the cut: its mean is 1 and its squared weight
    // l^2 + (1 - l)^2.
    double const l = 0.05;
    double before = 1;
    for (int i = 0; i < 100; ++i) before = l * l + (1 - l) * (1 - l) * before;
    auto const bound = [&](double after, double confidence) {
        return std::sqrt((before + after) * std::log(1 / confidence) / 2);
    };
    double after = 1;
    std::size_t expected = 0;
    std::size_t warned = 0;
    for (std::size_t k = 1; expected == 0; ++k) {
        after = l * l + (1 - l) * (1 - l) * after;
        if (warned == 0 && 1 > bound(after, 0.005)) warned = 99 + k;
        if (1 > bound(after, 0.001)) expected = 99 + k;
    }
    REQUIRE(expected > warned);
    auto const values = steps(100, 0, 100, 1);
    auto const alarms = laws::answers(hddm_w<>{}, values);
    auto const warnings = laws::answers(hddm_w<>{}, values, drift_level::warning);
    REQUIRE_FALSE(alarms.empty());
    REQUIRE_FALSE(warnings.empty());
    CHECK(alarms.front() == expected);
    CHECK(warnings.front() == warned);
}

TEST_CASE("HDDM_W finds the change of the reference stream") {
    CHECK(laws::answers(hddm_w<>{}, bit_stream()) == indices{1011});
}

TEST_CASE("HDDM_W sees a fall only where it is two-sided") {
    auto const falls = steps(200, 1, 200, 0);
    CHECK(laws::answers(hddm_w<>{}, falls).empty());
    auto const alarms = laws::answers(hddm_w<>{{.two_sided = true}}, falls);
    CHECK(alarms == laws::answers(hddm_w<>{}, steps(200, 0, 200, 1)));
    REQUIRE_FALSE(alarms.empty());
}

TEST_CASE("HDDM_W obeys the laws") {
    CHECK(laws::saved_detector(hddm_w<>{}, bit_stream()));
    CHECK(laws::saved_detector(hddm_w<>{{.two_sided = true}}, bit_stream(2000, 500, 0.8, 0.1)));
}

TEST_CASE("parameters of HDDM_W out of their range are refused") {
    for (auto const bad :
         {hddm_w_parameters{.drift = 0}, hddm_w_parameters{.lambda = 0},
          hddm_w_parameters{.lambda = 1}, hddm_w_parameters{.drift = 0.1, .warning = 0.01}})
        CHECK_THROWS_AS(hddm_w<>{bad}, error);
    CHECK(hddm_w_parameters{}.stricter(2).warning == Approx(2.5e-5));
}

}  // namespace
