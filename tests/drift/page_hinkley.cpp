#include <retrain/drift/page_hinkley.hpp>

#include <laws/drift.hpp>
#include <support/catch.hpp>
#include <support/reference_stream.hpp>

#include <algorithm>

namespace {

using namespace retrain;
using indices = std::vector<std::size_t>;
using testing::real_stream;
using testing::uniform_stream;

static_assert(DriftDetector<page_hinkley<>>);
static_assert(laws::answers(page_hinkley<>{}, real_stream()) == indices{1024});
static_assert(laws::detector(page_hinkley<>{{.lambda = 2}}, uniform_stream(200)));

using two_sided =
    page_hinkley<page_hinkley_parameters{.direction = drift_direction::both}>;
using falling = page_hinkley<page_hinkley_parameters{.direction = drift_direction::down}>;

TEST_CASE("Page-Hinkley finds the change of the reference stream") {
    CHECK(laws::answers(page_hinkley<>{}, real_stream()) == indices{1024});
    CHECK(laws::answers(two_sided{}, real_stream()) == indices{1024});
    CHECK(laws::answers(falling{}, real_stream()).empty());
    CHECK(laws::answers(two_sided{}, uniform_stream(4000)).empty());
    CHECK(laws::answers(page_hinkley<>{}, real_stream(), drift_level::warning).empty());
}

TEST_CASE("Page-Hinkley sees a fall as it sees a rise, where it is told to") {
    auto values = real_stream();
    for (double& value : values) value = -value;
    CHECK(laws::answers(page_hinkley<>{}, values).empty());
    CHECK(laws::answers(falling{}, values) == indices{1024});
    two_sided detector;
    for (std::size_t i = 0; i < 1024; ++i) REQUIRE(detector.update(values[i]) == drift_level::none);
    CHECK(detector.update(values[1024]) == drift_level::drift);
    CHECK(detector.statistic() < -50);
}

TEST_CASE("Page-Hinkley is slow to forget the sum, not the mean") {
    // One value of 100 above 40 zeros: x - mean = 100 - 100/41, above the least sum 0 - ...
    std::vector<double> values(40, 0.0);
    values.push_back(100);
    CHECK(laws::answers(page_hinkley<>{}, values) == indices{40});
    CHECK(laws::answers(page_hinkley<>{{.lambda = 98}}, values).empty());
    values.resize(28);
    values.push_back(100);
    CHECK(laws::answers(page_hinkley<>{}, values).empty());  // value 29: too early
    values.insert(values.begin(), 0.0);
    CHECK(laws::answers(page_hinkley<>{}, values) == indices{29});  // value 30
}

TEST_CASE("Page-Hinkley tolerates delta at each value, and forgets a share of its sum") {
    // 100 zeros, then ones: the k-th of them is 1 - k / (100 + k) above the mean.
    std::vector<double> values(100, 0.0);
    values.insert(values.end(), 400, 1.0);
    auto const expected = [](double delta, double alpha, double lambda) {
        double sum = 0;
        double least = 0;
        for (int i = 1; i <= 100; ++i) least = std::min(least, sum = alpha * sum - delta);
        for (std::size_t k = 1; k <= 400; ++k) {
            sum = alpha * sum + 100 / (100.0 + static_cast<double>(k)) - delta;
            if (sum - least > lambda) return indices{99 + k};
        }
        return indices{};
    };
    for (double const delta : {0.0, 0.005, 0.3})
        for (double const alpha : {1.0, 0.99, 0.9}) {
            auto const alarms = laws::answers(
                page_hinkley<>{{.delta = delta, .lambda = 8, .alpha = alpha}}, values);
            auto const first = alarms.empty() ? indices{} : indices{alarms.front()};
            CHECK(first == expected(delta, alpha, 8));
        }
    CHECK(expected(0, 1, 8) != expected(0.3, 1, 8));
    CHECK(expected(0, 1, 8) != expected(0, 0.9, 8));
}

TEST_CASE("Page-Hinkley obeys the laws") {
    CHECK(laws::saved_detector(page_hinkley<>{}, real_stream()));
    CHECK(laws::saved_detector(
        page_hinkley<>{{.lambda = 3, .direction = drift_direction::both}}, uniform_stream(1000)));
}

TEST_CASE("parameters of Page-Hinkley out of their range are refused") {
    for (auto const bad :
         {page_hinkley_parameters{.delta = -1}, page_hinkley_parameters{.lambda = 0},
          page_hinkley_parameters{.alpha = 0}, page_hinkley_parameters{.alpha = 1.1}})
        CHECK_THROWS_AS(page_hinkley<>{bad}, error);
    CHECK(page_hinkley_parameters{}.stricter(2).lambda == 100);
}

}  // namespace
