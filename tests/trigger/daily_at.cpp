#include <retrain/trigger/daily_at.hpp>

#include <retrain/core/settings.hpp>

#include <laws/trigger.hpp>
#include <support/catch.hpp>
#include <trigger/minute_scan.hpp>

#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace retrain;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

constexpr time_point midnight = sys_days{2026y / 2 / 28};
constexpr observation at(time_point now) { return {.now = now}; }

using nine = daily_at<9h, utc>;
static_assert(StatefulTrigger<nine> && ScheduledTrigger<nine>);
static_assert(std::is_same_v<nine::events, type_list<clock_tick>>);
static_assert(daily_at<9h>::reads.size() == 1 && nine::reads.empty());
static_assert(nine{}.next_due(midnight) == midnight + 9h);
static_assert(nine{}.next_due(midnight + 9h - 1ns) == midnight + 9h);
static_assert(nine{}.next_due(midnight + 9h) == midnight + 33h);  // March begins
static_assert(daily_at<0h, utc>{}.next_due(sys_days{2026y / 12 / 31} + 1ns) ==
              sys_days{2027y / 1 / 1});
static_assert(daily_at<24h - 1ns, utc>{}.next_due(midnight) == midnight + 24h - 1ns);
static_assert(daily_at<0h, utc_offset<14h>>{}.next_due(midnight) == midnight + 10h);
static_assert(nine{}.next_due(time_point::max()) == std::nullopt);
static_assert(nine{}.next_due(not_yet) > not_yet);

static_assert(laws::fires_when_due(nine{}, midnight) && laws::fires_when_due(nine{}, not_yet + 1ns));

/// Shows `trigger` a tick and says whether it fired.
template <class Trigger>
constexpr bool tick(Trigger& trigger, time_point now) {
    return trigger.observe(clock_tick{}, at(now)).has_value();
}

constexpr bool fires_once_a_day() {
    nine trigger;
    bool right = !tick(trigger, midnight) && !tick(trigger, midnight + 9h - 1ns);
    right = right && tick(trigger, midnight + 9h) && !tick(trigger, midnight + 9h);
    return right && !tick(trigger, midnight + 32h) && tick(trigger, midnight + 34h);
}
static_assert(fires_once_a_day());

}  // namespace

TEST_CASE("a schedule fires once a day") { CHECK(fires_once_a_day()); }

TEST_CASE("the reason tells the time of day") {
    auto const text = [](auto trigger) {
        (void)tick(trigger, midnight);
        return std::string{trigger.observe(clock_tick{}, at(midnight + 24h))->what};
    };
    CHECK(text(daily_at<2h + 30min, utc>{}) == "daily at 02:30");
    CHECK(text(daily_at<23h + 5s, utc>{}) == "daily at 23:00:05");
}

TEST_CASE("a fresh schedule owes nothing for the time before its first look") {
    nine trigger;
    CHECK(!tick(trigger, midnight + 9h));
    CHECK(!tick(trigger, midnight + 32h));
    CHECK(tick(trigger, midnight + 33h));
    nine after_a_run;
    CHECK(!after_a_run.observe(clock_tick{}, {.now = midnight + 10h, .last_run = midnight - 72h}));
}

TEST_CASE("missed times are made up for once") {
    nine trigger;
    (void)tick(trigger, midnight);
    CHECK(tick(trigger, midnight + days{30} + 8h));
    CHECK(!tick(trigger, midnight + days{30} + 9h - 1ns));
    CHECK(tick(trigger, midnight + days{30} + 9h));
}

TEST_CASE("a restart makes up for missed times once, and repeats none") {
    nine before;
    (void)tick(before, midnight);
    CHECK(tick(before, midnight + 9h + 7ns));
    for (auto const& [look, fires] : std::vector<std::pair<std::chrono::nanoseconds, bool>>{
             {9h + 7ns, false}, {10h, false}, {33h - 1ns, false}, {33h, true}, {days{40}, true}}) {
        nine after;
        after.restore(before.save());
        CHECK(after.save() == before.save());
        CHECK(tick(after, midnight + look) == fires);
        CHECK(!tick(after, midnight + look));
    }
    // One that has only looked owes what came due since that look.
    nine looked;
    (void)tick(looked, midnight);
    nine after;
    after.restore(looked.save());
    CHECK(tick(after, midnight + 10h));
    CHECK(laws::survives_a_restart(nine{}, at(midnight), std::vector<clock_tick>(3)));
}

TEST_CASE("what is no state changes nothing") {
    nine trigger;
    CHECK(trigger.save().empty());
    (void)tick(trigger, midnight);
    std::string const good = trigger.save();
    for (std::string const bad : {"", "fired at ", "fired at never", "fired at noon", "step at 3",
                                  "counts from 2026-02-30T00:00:00Z", "2026-02-28T00:00:00Z",
                                  "fired at 2026-02-28T00:00:00Z.", "\n"}) {
        INFO(bad);
        trigger.restore(bad);
        CHECK(trigger.save() == good);
    }
    nine fresh;
    fresh.restore("");
    CHECK(!tick(fresh, midnight + 10h));
}

TEST_CASE("a clock that is set back does not repeat a time") {
    for (auto const back : std::vector<std::chrono::nanoseconds>{8s, 1h, 9h, 20h, 27h}) {
        nine trigger;
        (void)tick(trigger, midnight);
        REQUIRE(tick(trigger, midnight + 9h + 5s));
        auto const now = midnight + 9h + 5s - back;
        int fired = 0;
        for (auto look = now; look < midnight + 33h; look += 10s)
            fired += tick(trigger, look) ? 1 : 0;
        CHECK(fired == (back < 24h ? 0 : 1));  // one that lasted a day more is a day of its own
        CHECK(tick(trigger, midnight + 33h));
    }
}

TEST_CASE("a clock that is set back to before the first time only looked") {
    nine trigger;
    (void)tick(trigger, sys_days{2030y / 1 / 1});  // a wrong clock at start
    CHECK(!tick(trigger, midnight));
    CHECK(!tick(trigger, midnight + 8h));
    CHECK(tick(trigger, midnight + 9h));
}

TEST_CASE("a clock that was far ahead does not silence a schedule") {
    nine trigger;
    (void)tick(trigger, midnight);
    REQUIRE(tick(trigger, midnight + days{1500}));
    int fired = 0;
    for (auto look = midnight + 1h; look < midnight + days{3}; look += 1h)
        fired += tick(trigger, look) ? 1 : 0;
    CHECK(fired == 2);  // of three times one may have been fired for
    // The same over a restart.
    REQUIRE(tick(trigger, midnight + days{1500}));
    nine restarted;
    restarted.restore(trigger.save());
    CHECK(!tick(restarted, midnight + 1h));
    CHECK(!tick(restarted, midnight + 9h));
    CHECK(tick(restarted, midnight + 33h));
}

TEST_CASE("the zone comes from the settings, or from the program") {
    settings values;
    CHECK(daily_at<9h>::from_settings(values).next_due(midnight) == midnight + 9h);
    values.timezone = "+05:30";
    CHECK(daily_at<9h>::from_settings(values).next_due(midnight) == midnight + 3h + 30min);
    CHECK(nine::from_settings(values).next_due(midnight) == midnight + 9h);
    CHECK(daily_at<9h>{utc_offset<>{"-04:00"}}.next_due(midnight) == midnight + 13h);
    values.timezone = "Asia/Kolkata";
    CHECK_THROWS_AS(daily_at<9h>::from_settings(values), error);
}

namespace {
/// A zone that can't tell at times.
struct broken_zone {
    explicit broken_zone(bool* says) : broken{says} {}
    bool* broken;
    time_point to_utc(local_time_point shown) const {
        if (*broken) throw std::runtime_error{"the database is gone"};
        return time_point{shown.time_since_epoch()};
    }
    local_time_point to_local(time_point instant) const {
        return local_time_point{instant.time_since_epoch()};
    }
};
static_assert(!std::is_default_constructible_v<daily_at<9h, broken_zone>>);
}  // namespace

TEST_CASE("a zone that fails to tell throws nothing out of an event") {
    bool broken = true;
    daily_at<9h, broken_zone> trigger{broken_zone{&broken}};
    CHECK(trigger.next_due(midnight) == std::nullopt);
    CHECK(!tick(trigger, midnight));
    CHECK(!tick(trigger, midnight + 10h));
    broken = false;
    CHECK(tick(trigger, midnight + 10h));  // it was due since 9:00
}
