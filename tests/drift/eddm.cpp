#include <retrain/drift/eddm.hpp>

#include <laws/drift.hpp>
#include <support/catch.hpp>
#include <support/reference_stream.hpp>

#include <cmath>

namespace {

using namespace retrain;
using indices = std::vector<std::size_t>;
using testing::bit_stream;

static_assert(DriftDetector<eddm<>>);
static_assert(laws::detector(eddm<>{{.warm_start = 5}}, bit_stream(150, 90)));

/// An error at every `apart`-th value, so often.
void add_errors(std::vector<double>& values, int apart, int errors) {
    for (int i = 0; i < errors; ++i) {
        values.insert(values.end(), static_cast<std::size_t>(apart - 1), 0.0);
        values.push_back(1);
    }
}

TEST_CASE("EDDM measures the distance between errors") {
    std::vector<double> values;
    add_errors(values, 10, 40);
    CHECK(laws::answers(eddm<>{}, values).empty());
    CHECK(laws::answers(eddm<>{}, values, drift_level::warning).empty());
    // k distances of 1 after 40 of 10 have the mean m = (400 + k) / (40 + k) and, with n = 40 + k,
    // the deviation 9 sqrt(40 k / (n (n - 1))); m + 2 s first grows, then falls.
    add_errors(values, 1, 200);
    double largest = 10;
    std::size_t expected = 0;
    std::size_t warned = 0;
    for (int k = 1; expected == 0; ++k) {
        double const n = 40 + k;
        double const reach = (400 + k) / n + 2 * 9 * std::sqrt(40 * k / (n * (n - 1)));
        largest = std::max(largest, reach);
        if (warned == 0 && reach < 0.95 * largest) warned = static_cast<std::size_t>(399 + k);
        if (reach < 0.9 * largest) expected = static_cast<std::size_t>(399 + k);
    }
    auto const alarms = laws::answers(eddm<>{}, values);
    REQUIRE_FALSE(alarms.empty());
    CHECK(alarms.front() == expected);
    auto const warnings = laws::answers(eddm<>{}, values, drift_level::warning);
    REQUIRE_FALSE(warnings.empty());
    CHECK(warnings.front() == warned);
}

TEST_CASE("EDDM finds that errors come more often, and waits for 30 of them") {
    auto const alarms = laws::answers(eddm<>{{.warning = 0.8, .drift = 0.7}}, bit_stream());
    REQUIRE_FALSE(alarms.empty());
    CHECK(alarms.front() > 1000);
    CHECK(alarms.front() < 1300);
    std::vector<double> values;
    add_errors(values, 50, 10);
    add_errors(values, 1, 20);  // 30 errors in all
    CHECK(laws::answers(eddm<>{}, values).empty());
    CHECK(laws::answers(eddm<>{}, values, drift_level::warning).empty());
}

TEST_CASE("EDDM obeys the laws") {
    CHECK(laws::saved_detector(eddm<>{}, bit_stream()));
    CHECK(laws::saved_detector(eddm<>{{.warm_start = 3}}, bit_stream(600)));
}

TEST_CASE("parameters of EDDM out of their range are refused") {
    for (auto const bad : {eddm_parameters{.drift = 0}, eddm_parameters{.warning = 1},
                           eddm_parameters{.warning = 0.8, .drift = 0.9}})
        CHECK_THROWS_AS(eddm<>{bad}, error);
    CHECK(eddm_parameters{}.stricter(2).drift == Approx(0.81));
}

}  // namespace
