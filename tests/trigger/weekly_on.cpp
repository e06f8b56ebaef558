#include <retrain/trigger/weekly_on.hpp>

#include <retrain/core/settings.hpp>

#include <laws/trigger.hpp>
#include <support/catch.hpp>

#include <string>
#include <type_traits>

namespace {

using namespace retrain;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

constexpr time_point monday = sys_days{2026y / 12 / 28};
constexpr observation at(time_point now) { return {.now = now}; }

using monday_at_six = weekly_on<std::chrono::Monday, 6h, utc>;
static_assert(StatefulTrigger<monday_at_six> && ScheduledTrigger<monday_at_six>);
static_assert(std::is_same_v<monday_at_six::events, type_list<clock_tick>>);
static_assert(weekly_on<std::chrono::Monday, 6h>::reads.size() == 1);
static_assert(monday_at_six{}.next_due(monday) == monday + 6h);
static_assert(monday_at_six{}.next_due(monday + 6h - 1ns) == monday + 6h);
static_assert(monday_at_six{}.next_due(monday + 6h) == monday + days{7} + 6h);  // the next year
static_assert(monday_at_six{}.next_due(monday - 1ns) == monday + 6h);
static_assert(weekly_on<std::chrono::Sunday, 0h, utc>{}.next_due(monday) == monday + days{6});
static_assert(weekly_on<std::chrono::Monday, 0h, utc_offset<5h + 30min>>{}.next_due(monday - 6h) ==
              monday - 5h - 30min);
static_assert(monday_at_six{}.next_due(time_point::max()) == std::nullopt);

static_assert(laws::fires_when_due(monday_at_six{}, monday));

constexpr bool fires_once_a_week() {
    monday_at_six trigger;
    int fired = 0;
    bool always_monday = true;
    for (auto now = monday - days{3}; now < monday + days{25}; now += 1h)
        if (trigger.observe(clock_tick{}, at(now))) {
            ++fired;
            always_monday = always_monday && (now - monday - 6h) % days{7} == 0h;
        }
    return fired == 4 && always_monday;
}
static_assert(fires_once_a_week());

}  // namespace

TEST_CASE("a weekly schedule fires once a week, on its day") { CHECK(fires_once_a_week()); }

TEST_CASE("the reason tells day and time") {
    weekly_on<std::chrono::Wednesday, 17h + 5min, utc> trigger;
    CHECK(!trigger.observe(clock_tick{}, at(monday)));
    CHECK(trigger.observe(clock_tick{}, at(monday + days{30})) ==
          reason{"weekly on Wednesday at 17:05"});
    CHECK(!trigger.observe(clock_tick{}, at(monday + days{30})));
}

TEST_CASE("a weekly schedule takes its zone from the settings") {
    settings values;
    values.timezone = "-04:00";
    CHECK(weekly_on<std::chrono::Monday, 6h>::from_settings(values).next_due(monday) ==
          monday + 10h);
}
