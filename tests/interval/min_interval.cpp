#include <retrain/interval/min_interval.hpp>

#include <laws/interval.hpp>
#include <support/catch.hpp>

#include <array>
#include <chrono>
#include <string_view>
#include <type_traits>

namespace {

using namespace retrain;
using namespace std::chrono_literals;

constexpr time_point now{500'000h};

constexpr observation since(std::chrono::nanoseconds span) {
    return {.now = now, .last_run = now - span};
}

static_assert(IntervalPolicy<min_interval<24h>> && IntervalPolicy<min_interval<>>);
static_assert(std::is_empty_v<min_interval<24h>>);
static_assert(sizeof(min_interval<>) == sizeof(std::chrono::nanoseconds));
static_assert(std::is_trivially_copyable_v<min_interval<>>);
static_assert(std::is_same_v<min_interval<24h>, min_interval<86'400s>>);
static_assert(!counts_samples<min_interval<24h>>);

static_assert(min_interval<24h>{}.allows(since(24h)));
static_assert(!min_interval<24h>{}.allows(since(24h - 1ns)));
static_assert(min_interval<>{90min}.allows(since(90min)));
static_assert(!min_interval<>{90min}.allows(since(90min - 1ns)));

static_assert(laws::interval(min_interval<24h>{}) && laws::monotone(min_interval<24h>{}));
static_assert(laws::interval(min_interval<>{}) && laws::monotone(min_interval<>{1h}));
static_assert(laws::interval(min_interval<0s>{}) && laws::monotone(min_interval<0s>{}));

}  // namespace

TEST_CASE("a first run need not wait") {
    CHECK(min_interval<24h>{}.allows({.now = now}));
    CHECK(min_interval<>{87'600h}.allows({.now = now}));
}

TEST_CASE("a clock that goes backwards counts as not elapsed") {
    CHECK(!min_interval<24h>{}.allows(since(-1h)));
    CHECK(!min_interval<24h>{}.allows(since(-48h)));
    CHECK(min_interval<24h>{}.refuses(since(-48h)).have == 0);
    CHECK(min_interval<0s>{}.allows(since(-48h)));  // nothing need elapse
}

TEST_CASE("the refusal measures in hours") {
    refusal const fixed = min_interval<24h>{}.refuses(since(90min));
    CHECK(fixed == refusal{skip_reason::interval_not_over, "min_interval", 1.5, 24.0, "hours"});
    CHECK(min_interval<>{24h}.refuses(since(90min)) == fixed);
}

TEST_CASE("the comparison in one subtraction is that of elapsed") {
    CHECK(laws::detail::for_observations([](observation const& o) {
        for (auto const span : {-1ns, 0ns, 1ns, std::chrono::nanoseconds{1h}, 24h - 1ns,
                                std::chrono::nanoseconds{24h}, std::chrono::nanoseconds{87'600h}})
            if (has_elapsed(span, o.last_run, o.now) != (o.since_last_run() >= span) ||
                has_elapsed(span, o.last_failure, o.now) != (o.since_last_failure() >= span))
                return false;
        return true;
    }));
}

TEST_CASE("the run-time twin comes from the settings, or is a day") {
    CHECK(min_interval<>{}.minimum_interval() == 24h);
    settings values;
    CHECK(min_interval<>::from_settings(values).minimum_interval() == 24h);
    values.min_interval_hours = 0.5;
    CHECK(min_interval<>::from_settings(values).minimum_interval() == 30min);
    values.min_interval_hours = 87'600;
    CHECK(min_interval<>::from_settings(values).minimum_interval() == 87'600h);
    values.min_interval_hours = 0.1;  // no binary fraction: to the nearest nanosecond
    CHECK(min_interval<>::from_settings(values).minimum_interval() == 6min);
    STATIC_REQUIRE(min_interval<>::reads == std::array<std::string_view, 1>{"min_interval_hours"});
}
