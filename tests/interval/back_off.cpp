#include <retrain/interval/back_off.hpp>

#include <laws/interval.hpp>
#include <support/catch.hpp>

#include <array>
#include <chrono>
#include <limits>
#include <string_view>
#include <type_traits>

namespace {

using namespace retrain;
using namespace std::chrono_literals;

constexpr time_point now{500'000h};

constexpr observation failed(std::size_t failures, std::chrono::nanoseconds ago) {
    return {.now = now, .last_failure = now - ago, .failures = failures};
}

using usual = back_off<1min, 6h>;

static_assert(IntervalPolicy<usual> && IntervalPolicy<back_off<>> && IntervalPolicy<back_off<5s>>);
static_assert(std::is_empty_v<usual> && sizeof(back_off<>) == 2 * sizeof(std::chrono::nanoseconds));

static_assert(usual{}.delay(0) == 0s);
static_assert(usual{}.delay(1) == 1min);
static_assert(usual{}.delay(2) == 2min);
static_assert(usual{}.delay(9) == 256min);
static_assert(usual{}.delay(10) == 6h);
static_assert(usual{}.delay(11) == 6h);
static_assert(back_off<5s>{}.delay(100) == 6h);

static_assert(usual{}.allows(failed(3, 4min)));
static_assert(!usual{}.allows(failed(3, 4min - 1ns)));

static_assert(laws::interval(usual{}) && laws::monotone(usual{}));
static_assert(laws::interval(back_off<>{}) && laws::monotone(back_off<>{2h, 3h}));

}  // namespace

TEST_CASE("no number of failures overflows the delay") {
    for (std::size_t const failures :
         {64UL, 65UL, 1000UL, std::numeric_limits<std::size_t>::max()}) {
        CHECK(usual{}.delay(failures) == 6h);
        CHECK(back_off<>{1ns, std::chrono::nanoseconds::max()}.delay(failures) ==
              std::chrono::nanoseconds::max());
        CHECK(back_off<>{0s, 6h}.delay(failures) == 0s);
    }
    CHECK(back_off<>{1ns, std::chrono::nanoseconds::max()}.delay(63) ==
          std::chrono::nanoseconds{1} * (std::int64_t{1} << 62));
    CHECK(back_off<>{10h, 6h}.delay(1) == 6h);  // never longer than the longest
}

TEST_CASE("without a failure there is nothing to wait for") {
    CHECK(usual{}.allows({.now = now}));
    CHECK(usual{}.allows({.now = now, .last_failure = now, .failures = 0}));
    CHECK(!usual{}.allows({.now = now, .last_failure = now, .failures = 1}));
}

TEST_CASE("a clock that goes backwards counts as not elapsed since the failure") {
    CHECK(!usual{}.allows(failed(1, -10h)));
    CHECK(usual{}.refuses(failed(1, -10h)).have == 0);
}

TEST_CASE("the refusal tells how much of the delay is over") {
    refusal const no = usual{}.refuses(failed(8, 96min));
    CHECK(no.why == skip_reason::backing_off);
    CHECK(no.policy == "back_off");
    CHECK(no.have == Approx(1.6));
    CHECK(no.need == Approx(128.0 / 60));
    CHECK(no.unit == "hours");
}

TEST_CASE("the run-time twin comes from the settings, or is a minute doubling to six hours") {
    settings values;
    for (auto const& twin : {back_off<>{}, back_off<>::from_settings(values)})
        for (std::size_t failures = 0; failures < 20; ++failures)
            CHECK(twin.delay(failures) == usual{}.delay(failures));
    values.retry_seconds = 0.25;
    values.retry_limit_hours = 0.5;
    auto const quick = back_off<>::from_settings(values);
    CHECK(quick.delay(1) == 250ms);
    CHECK(quick.delay(2) == 500ms);
    CHECK(quick.delay(30) == 30min);
    STATIC_REQUIRE(back_off<>::reads ==
                   std::array<std::string_view, 2>{"retry_seconds", "retry_limit_hours"});
}
