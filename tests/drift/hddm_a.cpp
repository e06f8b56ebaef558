#include <retrain/drift/hddm_a.hpp>

#include <laws/drift.hpp>
#include <support/catch.hpp>
#include <support/reference_stream.hpp>

#include <cmath>

namespace {

using namespace retrain;
using indices = std::vector<std::size_t>;
using testing::bit_stream;

static_assert(DriftDetector<hddm_a<>>);
static_assert(laws::detector(hddm_a<>{{.two_sided = true}}, bit_stream(120, 60)));

std::vector<double> steps(std::size_t before, double a, std::size_t after, double b) {
    std::vector<double> values(before, a);
    values.insert(values.end(), after, b);
    return values;
}

TEST_CASE("HDDM_A alarms where the averages are a bound apart") {
    // 100 zeros, then ones: after k ones the average is k / (100 + k), and that of the first 100
    // was 0, with the lowest upper bound.
    std::size_t expected = 0;
    std::size_t warned = 0;
    for (std::size_t k = 1; expected == 0; ++k) {
        double const n = 100.0 + static_cast<double>(k);
        double const m = (n - 100) / 100 / n;
        double const difference = static_cast<double>(k) / n;
        if (warned == 0 && difference >= std::sqrt(m / 2 * std::log(2 / 0.05))) warned = 99 + k;
        if (difference >= std::sqrt(m / 2 * std::log(2 / 0.001))) expected = 99 + k;
    }
    auto const values = steps(100, 0, 100, 1);
    hddm_a<> const detector{{.warning = 0.05}};
    auto const alarms = laws::answers(detector, values);
    auto const warnings = laws::answers(detector, values, drift_level::warning);
    REQUIRE_FALSE(alarms.empty());
    REQUIRE_FALSE(warnings.empty());
    CHECK(alarms.front() == expected);
    CHECK(warnings.front() == warned);
    CHECK(warned < expected);
}

TEST_CASE("HDDM_A finds the change of the reference stream") {
    auto const alarms = laws::answers(hddm_a<>{}, bit_stream());
    CHECK(alarms == indices{1093});
}

TEST_CASE("HDDM_A sees a fall only where it is two-sided") {
    auto const falls = steps(200, 1, 200, 0);
    CHECK(laws::answers(hddm_a<>{}, falls).empty());
    hddm_a<> both{{.two_sided = true}};
    auto const alarms = laws::answers(both, falls);
    REQUIRE_FALSE(alarms.empty());
    for (std::size_t i = 0; i <= alarms.front(); ++i) (void)both.update(falls[i]);
    CHECK(both.statistic() < 0);
    // The mirror of a rise: it alarms at the same value.
    CHECK(alarms == laws::answers(hddm_a<>{}, steps(200, 0, 200, 1)));
}

TEST_CASE("HDDM_A obeys the laws") {
    CHECK(laws::saved_detector(hddm_a<>{}, bit_stream()));
    CHECK(laws::saved_detector(hddm_a<>{{.two_sided = true}}, bit_stream(2000, 500, 0.8, 0.1)));
}

TEST_CASE("parameters of HDDM_A out of their range are refused") {
    for (auto const bad : {hddm_a_parameters{.drift = 0}, hddm_a_parameters{.warning = 1},
                           hddm_a_parameters{.drift = 0.1, .warning = 0.01}})
        CHECK_THROWS_AS(hddm_a<>{bad}, error);
    CHECK(hddm_a_parameters{}.stricter(2).drift == Approx(1e-6));
    CHECK(hddm_a_parameters{}.stricter(1e6).valid());
}

}  // namespace
