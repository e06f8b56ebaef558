#include <retrain/drift/calibrate.hpp>

#include <retrain/drift/adwin.hpp>
#include <retrain/drift/ddm.hpp>
#include <retrain/drift/hddm_w.hpp>
#include <retrain/drift/page_hinkley.hpp>
#include <retrain/drift/thinned.hpp>

#include <laws/drift.hpp>
#include <support/catch.hpp>
#include <support/reference_stream.hpp>

#include <limits>

namespace {

using namespace retrain;
using testing::uniform_stream;

static_assert(TunableDetector<ddm<>> && TunableDetector<thinned<adwin<>, 5>>);
static_assert(!TunableDetector<ddm<ddm_parameters{}>>);  // its parameters are fixed

/// 0/1 values that do not change but depend on the 20 before: moving sums of uniform numbers.
std::vector<double> overlapping(std::size_t count, std::uint64_t seed) {
    auto const shocks = uniform_stream(count + 20, seed);
    std::vector<double> bits(count);
    double sum = 0;
    for (std::size_t i = 0; i < shocks.size(); ++i) {
        sum += shocks[i] - (i < 20 ? 0 : shocks[i - 20]);
        if (i >= 20) bits[i - 20] = sum > 10.7 ? 1 : 0;
    }
    return bits;
}

template <class D>
double alarms_per_stream(D const& detector, std::size_t length,
                         std::vector<double> (*make)(std::size_t, std::uint64_t)) {
    std::size_t alarms = 0;
    for (std::uint64_t seed = 1000; seed < 1200; ++seed)
        alarms += laws::answers(detector, make(length, seed)).size();
    return static_cast<double>(alarms) / 200;
}

TEST_CASE("a calibrated threshold gives one false alarm in so many values") {
    auto const outcomes = uniform_stream(4000, 7);
    auto const detector =
        calibrate<page_hinkley<>>(outcomes, {.expected_run_time = 1000, .streams = 200});
    double const rate = alarms_per_stream(detector, 1000, uniform_stream);
    CHECK(rate > 0.7);
    CHECK(rate < 1.4);
    // Longer runs take a higher threshold.
    CHECK(calibrate<page_hinkley<>>(outcomes, {.expected_run_time = 4000}).parameters().lambda >
          detector.parameters().lambda);
    // A threshold has the unit of the values.
    std::vector<double> scaled;
    for (double const value : outcomes) scaled.push_back(8 * value);
    page_hinkley_parameters const start{.delta = 8 * 0.005};
    CHECK(calibrate<page_hinkley<>>(scaled, {.expected_run_time = 1000, .streams = 200}, start)
              .parameters()
              .lambda == Approx(8 * detector.parameters().lambda).epsilon(0.02));
}

TEST_CASE("blocks keep what overlapping labels do to a detector") {
    auto const outcomes = overlapping(8000, 7);
    double const before = alarms_per_stream(hddm_w<>{}, 1000, overlapping);
    CHECK(before > 3);
    auto const rows = calibrate<hddm_w<>>(outcomes, {.expected_run_time = 1000});
    auto const blocks = calibrate<hddm_w<>>(outcomes, {.expected_run_time = 1000, .block = 100});
    CHECK(blocks.parameters().drift < rows.parameters().drift);
    double const after = alarms_per_stream(blocks, 1000, overlapping);
    CHECK(after > 0.5);
    CHECK(after < 1.6);
    CHECK(alarms_per_stream(rows, 1000, overlapping) > 2 * after);
    // Thinning does it as well.
    CHECK(alarms_per_stream(thinned<hddm_w<>, 20>{}, 1000, overlapping) < 1);
}

TEST_CASE("a detector that alarms when it is new is held to its rate there, too") {
    // With its default DDM alarms in 15 % of streams of 1,000, and hardly ever later.
    auto const make = [](std::size_t count, std::uint64_t seed) {
        return testing::bit_stream(count, count, 0.3, 0.3, seed);
    };
    auto const detector =
        calibrate<ddm<>>(make(4000, 7), {.expected_run_time = 10'000, .streams = 50});
    CHECK(alarms_per_stream(detector, 1000, make) < 0.15);
    CHECK(alarms_per_stream(ddm<>{}, 1000, make) > 0.15);
}

TEST_CASE("the same outcomes give the same detector") {
    auto const outcomes = uniform_stream(1000, 7);
    calibration const wanted{.expected_run_time = 500, .streams = 20};
    CHECK(calibrate<adwin<>>(outcomes, wanted).parameters().delta ==
          calibrate<adwin<>>(outcomes, wanted).parameters().delta);
}

TEST_CASE("what can't be calibrated is said") {
    auto outcomes = uniform_stream(100, 7);
    auto const why = [&](calibration wanted) {
        try {
            (void)calibrate<ddm<>>(outcomes, wanted);
        } catch (error const& failed) {
            return std::pair{failed.why(), std::string{failed.what()}};
        }
        return std::pair{failure_reason::unexpected, std::string{}};
    };
    CHECK(why({.expected_run_time = 0}).first == failure_reason::bad_parameter);
    CHECK(why({.block = 0}).first == failure_reason::bad_parameter);
    CHECK(why({.streams = 0}).first == failure_reason::bad_parameter);
    auto const few = why({.block = 26});
    CHECK(few.first == failure_reason::bad_data);
    CHECK_THAT(few.second, ContainsSubstring("100 outcomes are too few, give 104"));
    outcomes[3] = std::numeric_limits<double>::quiet_NaN();
    CHECK(why({}).first == failure_reason::bad_data);
    // Perfect but for one value, DDM's deviation is zero: no multiple of it is enough.
    outcomes.assign(100, 0.0);
    outcomes[50] = 1;
    auto const never_enough = why({.expected_run_time = 10'000, .streams = 10});
    CHECK(never_enough.first == failure_reason::bad_parameter);
    CHECK_THAT(never_enough.second, ContainsSubstring("once in 10000 values"));
}

}  // namespace
