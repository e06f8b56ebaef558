#include <retrain/clock/virtual_clock.hpp>

#include <laws/clock.hpp>
#include <support/catch.hpp>

#include <chrono>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using namespace retrain;
using namespace std::chrono_literals;

static_assert(Clock<virtual_clock> && std::is_default_constructible_v<virtual_clock>);
static_assert(noexcept(std::declval<virtual_clock&>().set(std::declval<time_point&>())));
static_assert(
    noexcept(std::declval<virtual_clock&>().advance(std::declval<std::chrono::nanoseconds&>())));

namespace {
constexpr time_point start{std::chrono::sys_days{std::chrono::year{2020} / 1 / 31}};
}

TEST_CASE("virtual_clock obeys the laws of clocks", "[clock]") {
    virtual_clock const clock{start};
    CHECK(laws::copies_agree(clock));
    CHECK(laws::shows_an_instant(clock));
}

TEST_CASE("a virtual clock stands still until it is moved", "[clock]") {
    virtual_clock clock{start};
    CHECK(clock.now() == start);
    CHECK(clock.now() == start);

    clock.advance(36h);
    CHECK(clock.now() == start + 36h);
    clock.advance(-1ns);
    CHECK(clock.now() == start + 36h - 1ns);
    clock.set(start - 24h);
    CHECK(clock.now() == start - 24h);
    CHECK(virtual_clock{}.now() == time_point{});
}

TEST_CASE("copies share one hand, clocks made apart do not", "[clock]") {
    virtual_clock ours{start};
    virtual_clock const copy{ours};
    virtual_clock const apart{start};

    ours.advance(1h);
    CHECK(copy.now() == start + 1h);
    CHECK(apart.now() == start);
}

TEST_CASE("a clock that was moved from still tells the time", "[clock]") {
    virtual_clock ours{start};
    virtual_clock const handed_in{std::move(ours)};
    ours.advance(1h);  // NOLINT(bugprone-use-after-move): moving copies
    CHECK(handed_in.now() == start + 1h);
}

TEST_CASE("several threads can move one clock", "[clock]") {
    virtual_clock const clock{start};
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread != 4; ++thread)
            threads.emplace_back([mine = clock]() mutable {
                for (int tick = 0; tick != 1000; ++tick) mine.advance(1s);
            });
    }
    CHECK(clock.now() == start + 4000s);
}
