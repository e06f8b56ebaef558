#include <retrain/trigger/every.hpp>

#include <laws/trigger.hpp>
#include <support/catch.hpp>

#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace retrain;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

constexpr time_point start = sys_days{2026y / 11 / 22} + 10h;
constexpr observation at(time_point now, time_point last_run = not_yet) {
    return {.now = now, .last_run = last_run};
}
template <class Trigger>
constexpr bool tick(Trigger& trigger, time_point now) {
    return trigger.observe(clock_tick{}, at(now)).has_value();
}

using weekly = every<days{7}>;
static_assert(StatefulTrigger<weekly> && ScheduledTrigger<weekly>);
static_assert(std::is_same_v<weekly, every<168h>> && sizeof(weekly) == sizeof(time_point));
static_assert(std::is_same_v<weekly::events, type_list<clock_tick>>);

constexpr bool counts_from_the_first_look() {
    weekly trigger;
    bool right = trigger.next_due(start) == start + days{7} && !tick(trigger, start) &&
                 !tick(trigger, start + days{7} - 1ns);
    right = right && trigger.next_due(start + days{2}) == start + days{7};
    right = right && tick(trigger, start + days{7}) && !tick(trigger, start + days{7});
    return right && trigger.next_due(start + days{7}) == start + days{14};
}
static_assert(counts_from_the_first_look());
static_assert(laws::fires_when_due(weekly{}, start) && laws::fires_when_due(every<1ns>{}, start));
static_assert(laws::replays(every<1ns>{}, at(start, start - 1ns), clock_tick{}, clock_tick{}));

// Far ends: no sum wraps around.
constexpr bool holds_at_the_ends() {
    every<std::chrono::nanoseconds::max()> longest;
    bool right = !longest.next_due(start) && longest.next_due(time_point{}) == time_point::max();
    right = right && !tick(longest, time_point::min() + 1ns) && !tick(longest, time_point{} - 1h);
    right = right && tick(longest, time_point::max());
    every<1ns> shortest;
    right = right && !tick(shortest, time_point::min() + 1ns) && tick(shortest, time_point::max());
    return right && !shortest.next_due(time_point::max());
}
static_assert(holds_at_the_ends());

}  // namespace

TEST_CASE("a fresh one counts from its first look") { CHECK(counts_from_the_first_look()); }
TEST_CASE("a period may be as long and as short as it likes") { CHECK(holds_at_the_ends()); }

TEST_CASE("a fresh one counts from the last run where there was one") {
    weekly trigger;
    CHECK(!trigger.observe(clock_tick{}, at(start, start - days{3})));
    CHECK(trigger.next_due(start) == start + days{4});
    CHECK(tick(trigger, start + days{4}));
    weekly overdue;
    CHECK(overdue.observe(clock_tick{}, at(start, start - days{30})));
    CHECK(overdue.next_due(start) == start + days{5});
    weekly in_the_future;
    CHECK(!in_the_future.observe(clock_tick{}, at(start, start + days{3000})));
    CHECK(in_the_future.next_due(start) == start + days{7});
}

TEST_CASE("later runs do not shift the steps, nor do late ticks") {
    weekly trigger;
    (void)tick(trigger, start);
    CHECK(!trigger.observe(clock_tick{}, at(start + days{4}, start + days{3})));
    CHECK(trigger.observe(clock_tick{}, at(start + days{7} + 5h, start + days{3})));
    CHECK(trigger.next_due(start + days{8}) == start + days{14});
    CHECK(tick(trigger, start + days{14}));
}

TEST_CASE("missed steps are made up for once") {
    weekly trigger;
    (void)tick(trigger, start);
    CHECK(tick(trigger, start + days{100}));
    CHECK(!tick(trigger, start + days{105} - 1ns));
    CHECK(tick(trigger, start + days{105}));
}

TEST_CASE("next_due tells steps ahead, also where one is overdue") {
    weekly trigger;
    (void)tick(trigger, start);
    CHECK(trigger.next_due(start + days{8}) == start + days{14});
    CHECK(trigger.next_due(start + days{14}) == start + days{21});
    CHECK(trigger.next_due(start - days{30}) == start - days{23});  // as if the clock was set back
    CHECK(tick(trigger, start + days{8}));
}

TEST_CASE("a restart goes on counting") {
    weekly before;
    (void)tick(before, start + 1ns);
    weekly after;
    after.restore(before.save());
    CHECK(after.save() == before.save());
    CHECK(!tick(after, start + days{7}));
    CHECK(tick(after, start + days{7} + 1ns));
    after.restore(before.save());
    CHECK(tick(after, start + days{70}));
    CHECK(!tick(after, start + days{70}));
    // What was remembered goes before what the ledger says.
    weekly told;
    told.restore(before.save());
    CHECK(!told.observe(clock_tick{}, at(start + days{6}, start - days{30})));
    CHECK(
        laws::survives_a_restart(every<1ns>{}, at(start, start - 1ns), std::vector<clock_tick>(3)));
}

TEST_CASE("what is no state of it changes nothing") {
    weekly trigger;
    CHECK(trigger.save().empty());
    (void)tick(trigger, start);
    std::string const good = trigger.save();
    for (std::string const bad :
         {"", "step at ", "step at x", "fired at 2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z"}) {
        trigger.restore(bad);
        CHECK(trigger.save() == good);
    }
}

TEST_CASE("a clock that is set back starts a new period, and fires for none that is past") {
    weekly trigger;
    (void)tick(trigger, start);
    REQUIRE(tick(trigger, start + days{7}));
    CHECK(!tick(trigger, start + days{2}));
    CHECK(trigger.next_due(start + days{2}) == start + days{9});
    CHECK(!tick(trigger, start + days{9} - 1ns));
    CHECK(tick(trigger, start + days{9}));
    REQUIRE(tick(trigger, start + days{7000}));
    CHECK(!tick(trigger, start));
    CHECK(tick(trigger, start + days{7}));  // not in 19 years
}

namespace {
template <duration_constant Period>
std::string text() {
    every<Period> trigger;
    (void)tick(trigger, start);
    return std::string{trigger.observe(clock_tick{}, at(*trigger.next_due(start)))->what};
}
}  // namespace

TEST_CASE("the reason tells the period in words") {
    CHECK(text<days{7}>() == "every 7 days");
    CHECK(text<24h>() == "every day");
    CHECK(text<90min>() == "every 90 minutes");
    CHECK(text<36h>() == "every 36 hours");
    CHECK(text<1s>() == "every second");
    CHECK(text<1500ms>() == "every 1500000000 nanoseconds");
}
