#include <retrain/drift/kswin.hpp>

#include <laws/drift.hpp>
#include <support/catch.hpp>
#include <support/reference_stream.hpp>

namespace {

using namespace retrain;
using indices = std::vector<std::size_t>;
using testing::real_stream;
using testing::uniform_stream;

static_assert(DriftDetector<kswin<>>);
static_assert(
    laws::detector(kswin<>{{.alpha = 0.5, .window = 20, .newest = 8}}, uniform_stream(60)));

/// P(D >= steps / n), by counting all ways in which two samples of n can be merged.
double tail_by_counting(int n, int steps) {
    int far = 0;
    int all = 0;
    for (unsigned order = 0; order < 1U << (2 * n); ++order) {
        int height = 0;
        int highest = 0;
        int ones = 0;
        for (int i = 0; i < 2 * n; ++i) {
            bool const first = (order >> i & 1) != 0;
            ones += first ? 1 : 0;
            height += first ? 1 : -1;
            highest = std::max(highest, std::abs(height));
        }
        if (ones != n) continue;
        ++all;
        far += highest >= steps ? 1 : 0;
    }
    return static_cast<double>(far) / all;
}

TEST_CASE("the test's p is exact") {
    for (int n = 2; n <= 6; ++n)
        for (int steps = 1; steps <= n; ++steps)
            CHECK(detail::kolmogorov_smirnov_tail(static_cast<std::size_t>(n),
                                                  static_cast<std::size_t>(steps)) ==
                  Approx(tail_by_counting(n, steps)));
    CHECK(detail::kolmogorov_smirnov_tail(30, 13) > 0.005);
    CHECK(detail::kolmogorov_smirnov_tail(30, 14) < 0.005);
}

TEST_CASE("KSWIN finds that the newest values are others") {
    auto values = real_stream();
    values.resize(1050);
    values.erase(values.begin(), values.begin() + 880);  // the change is at index 120
    auto const alarms = laws::answers(kswin<>{}, values);
    REQUIRE_FALSE(alarms.empty());
    CHECK(alarms.front() > 120);
    CHECK(alarms.front() <= 120 + 13);  // at least 14 of 30 above all others
    CHECK(laws::answers(kswin<>{}, values, drift_level::warning).empty());
}

TEST_CASE("KSWIN sees a change that leaves the mean where it is") {
    auto values = uniform_stream(400);
    for (std::size_t i = 200; i < 400; ++i) values[i] = 0.5 + 20 * (values[i] - 0.5);
    auto const alarms = laws::answers(kswin<>{{.alpha = 1e-4}}, values);
    REQUIRE_FALSE(alarms.empty());
    CHECK(alarms.front() > 200);
    CHECK(alarms.front() < 240);
}

TEST_CASE("KSWIN says nothing before its window is full, nor of equal values") {
    std::vector<double> values(99, 0.0);
    for (std::size_t i = 60; i < 99; ++i) values[i] = 1;
    CHECK(laws::answers(kswin<>{}, values).empty());
    values.push_back(1);
    CHECK(laws::answers(kswin<>{}, values) == indices{99});
    CHECK(laws::answers(kswin<>{}, std::vector<double>(500, 3.0)).empty());
}

TEST_CASE("KSWIN needs a distance as well") {
    kswin_parameters const certain{.alpha = 0.99, .distance = 0.9};
    CHECK(laws::answers(kswin<>{certain}, uniform_stream(400)).empty());
    CHECK_FALSE(laws::answers(kswin<>{{.alpha = 0.99}}, uniform_stream(400)).empty());
}

TEST_CASE("KSWIN chooses by its seed and by nothing else") {
    auto const values = uniform_stream(3000);
    auto const by_seed = [&](std::uint64_t seed) {
        return laws::answers(kswin<>{{.seed = seed}}, values);
    };
    CHECK(by_seed(1) == by_seed(1));
    CHECK(by_seed(1) != by_seed(2));
}

TEST_CASE("KSWIN obeys the laws") {
    CHECK(laws::saved_detector(kswin<>{}, uniform_stream(600)));
    CHECK(laws::saved_detector(kswin<kswin_parameters{.window = 200, .newest = 50}>{},
                               uniform_stream(500)));
}

TEST_CASE("KSWIN goes on with a smaller window after a restart, and with the newest values") {
    auto const values = uniform_stream(130);
    kswin<> large;
    for (std::size_t i = 0; i < 100; ++i) (void)large.update(values[i]);
    kswin<> small{{.window = 50, .newest = 20}};
    small.restore(large.save());
    CHECK(small.save() == large.save());
    for (std::size_t i = 100; i < 130; ++i) (void)small.update(values[i]);
    kswin<> never_large{{.window = 50, .newest = 20}};
    for (std::size_t i = 51; i < 130; ++i) (void)never_large.update(values[i]);
    // Level, statistic and place of the generator aside, they remember the same 50 values.
    auto const kept = [](kswin<> const& detector) {
        auto const text = detector.save();
        return text.substr(text.find(" 50 "));
    };
    CHECK(kept(small) == kept(never_large));
}

TEST_CASE("parameters of KSWIN out of their range are refused") {
    for (auto const bad :
         {kswin_parameters{.alpha = 0}, kswin_parameters{.alpha = 1},
          kswin_parameters{.newest = 51}, kswin_parameters{.newest = 1},
          kswin_parameters{.distance = 1},
          kswin_parameters{.window = 101}})  // more room than the type has
        CHECK_THROWS_AS(kswin<>{bad}, error);
    CHECK(kswin_parameters{}.stricter(2).alpha == Approx(2.5e-5));
}

}  // namespace
