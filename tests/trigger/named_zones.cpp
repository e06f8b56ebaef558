// Schedules on clocks that skip times and show others twice.
#include <retrain/core/named_zone.hpp>
#include <retrain/core/time_zone.hpp>
#include <retrain/detail/from_settings.hpp>
#include <retrain/trigger/cron.hpp>
#include <retrain/trigger/daily_at.hpp>
#include <retrain/trigger/weekly_on.hpp>

#include <laws/trigger.hpp>
#include <support/catch.hpp>
#include <trigger/minute_scan.hpp>

#include <string>
#include <type_traits>

namespace {

using namespace retrain;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

using berlin = named_zone<"Europe/Berlin">;
using new_york = named_zone<"America/New_York">;
using kolkata = named_zone<"Asia/Kolkata">;

constexpr time_point day(std::chrono::year_month_day date, std::chrono::nanoseconds time = {}) {
    return sys_days{date} + time;
}
static_assert(ScheduledTrigger<daily_at<2h, berlin>>);

}  // namespace

TEST_CASE("a time that does not exist becomes the next that does") {
    // Berlin, 2026-03-29: from 2:00 to 3:00.
    daily_at<2h + 30min, berlin> const daily;
    CHECK(daily.next_due(day(2026y / 3 / 28)) == day(2026y / 3 / 28, 1h + 30min));
    CHECK(daily.next_due(day(2026y / 3 / 28, 2h)) == day(2026y / 3 / 29, 1h));
    CHECK(daily.next_due(day(2026y / 3 / 29, 1h)) == day(2026y / 3 / 30, 30min));
    // New York, 2026-03-08: the same.
    CHECK(cron<"30 2 * * *", new_york>{}.next_due(day(2026y / 3 / 8)) == day(2026y / 3 / 8, 7h));
    CHECK(weekly_on<std::chrono::Sunday, 2h, new_york>{}.next_due(day(2026y / 3 / 8)) ==
          day(2026y / 3 / 8, 7h));
    // Several times of one gap are one instant.
    CHECK(cron<"*/20 2 * * *", berlin>{}.next_due(day(2026y / 3 / 29, 1h)) == day(2026y / 3 / 30));
    // Havana, 2026-03-08: there is no midnight.
    CHECK(cron<"0 0 * * *", named_zone<"America/Havana">>{}.next_due(day(2026y / 3 / 8)) ==
          day(2026y / 3 / 8, 5h));
    // Samoa left out 2011-12-30: its 9:00 is the first instant of the 31st.
    daily_at<9h, named_zone<"Pacific/Apia">> const samoa;
    // The zones of libstdc++ 14 do not know of it: there it is the 30th an hour before the change.
    std::chrono::local_days const before{2011y / 12 / 29};
    if (named_zone<"Pacific/Apia">{}.to_local(day(2011y / 12 / 30, 9h)) == before + 23h) {
        CHECK(samoa.next_due(day(2011y / 12 / 29, 20h)) == day(2011y / 12 / 30, 10h));
        CHECK(samoa.next_due(day(2011y / 12 / 30, 10h)) == day(2011y / 12 / 30, 19h));
    }
}

TEST_CASE("of a time that the clocks show twice it is the first") {
    // Berlin, 2026-10-25: 2:00 to 3:00 twice.
    daily_at<2h + 30min, berlin> const daily;
    CHECK(daily.next_due(day(2026y / 10 / 25)) == day(2026y / 10 / 25, 30min));
    CHECK(daily.next_due(day(2026y / 10 / 25, 30min)) == day(2026y / 10 / 26, 1h + 30min));
    CHECK(daily.next_due(day(2026y / 10 / 25, 1h)) == day(2026y / 10 / 26, 1h + 30min));
    // New York, 2026-11-01: 1:00 to 2:00 twice.
    CHECK(cron<"30 1 * * *", new_york>{}.next_due(day(2026y / 11 / 1)) ==
          day(2026y / 11 / 1, 5h + 30min));
    CHECK(cron<"30 1 * * *", new_york>{}.next_due(day(2026y / 11 / 1, 5h + 30min)) ==
          day(2026y / 11 / 2, 6h + 30min));
    CHECK(cron<"* * * * *", new_york>{}.next_due(day(2026y / 11 / 1, 5h + 59min)) ==
          day(2026y / 11 / 1, 7h));  // it rests while the hour is shown again
}

TEST_CASE("half an hour off UTC is a zone like others") {
    CHECK(daily_at<9h + 15min, kolkata>{}.next_due(day(2026y / 3 / 29)) ==
          day(2026y / 3 / 29, 3h + 45min));
    CHECK(cron<"0 0 1 1 *", kolkata>{}.next_due(day(2026y / 11 / 22)) ==
          day(2026y / 12 / 31, 18h + 30min));
    CHECK(cron<"0 0 29 2 *", kolkata>{}.next_due(day(2026y / 11 / 22)) ==
          day(2028y / 2 / 28, 18h + 30min));
}

namespace {
template <class Zone>
void compare_with_a_scan(time_point begin) {
    Zone const zone;
    time_point const end = begin + days{3};
    auto const check = [&](auto const& trigger, auto const& matches) {
        auto const expected = minute_scan::due(zone, begin, end, matches);
        CHECK(minute_scan::agrees([&](time_point now) { return trigger.next_due(now); }, expected,
                                  begin, end));
        CHECK(expected.size() > 1);
    };
    using minute_scan::shown;
    check(daily_at<2h + 30min, Zone>{},
          [](shown const& now) { return now.hour == 2 && now.minute == 30; });
    check(cron<"*/7 * * * *", Zone>{}, [](shown const& now) { return now.minute % 7 == 0; });
    check(cron<"30 0-3 * * *", Zone>{},
          [](shown const& now) { return now.minute == 30 && now.hour <= 3; });
    check(cron<"15,45 2 29 * sun,mon", Zone>{}, [](shown const& now) {
        return now.minute % 30 == 15 && now.hour == 2 && (now.day == 29 || now.weekday <= 1);
    });
}
}  // namespace

TEST_CASE("schedules are due when a clock on the wall says so") {
    compare_with_a_scan<berlin>(day(2026y / 3 / 28));
    compare_with_a_scan<berlin>(day(2026y / 10 / 24));
    compare_with_a_scan<new_york>(day(2026y / 3 / 7));
    compare_with_a_scan<new_york>(day(2026y / 10 / 31));
    compare_with_a_scan<kolkata>(day(2028y / 2 / 28));
    compare_with_a_scan<named_zone<"Australia/Lord_Howe">>(day(2026y / 4 / 4));  // half an hour
}

TEST_CASE("schedules fire when they say, also around a change of the clocks") {
    for (auto now = day(2026y / 3 / 28, 12h); now < day(2026y / 3 / 30); now += 20min)
        CHECK(laws::fires_when_due(daily_at<2h + 30min, berlin>{}, now));
    for (auto now = day(2026y / 10 / 31); now < day(2026y / 11 / 2); now += 20min)
        CHECK(laws::fires_when_due(cron<"*/30 1-2 * * *", new_york>{}, now));
}

TEST_CASE("a schedule fires once in a night that has no such time, and once where it has two") {
    daily_at<2h + 30min, berlin> trigger;
    for (auto const night : {day(2026y / 3 / 28, 12h), day(2026y / 10 / 24, 12h)}) {
        (void)trigger.observe(clock_tick{}, observation{.now = night});
        int fired = 0;
        for (auto now = night; now < night + 24h; now += 1min)
            fired += trigger.observe(clock_tick{}, observation{.now = now}) ? 1 : 0;
        CHECK(fired == 1);
    }
}

TEST_CASE("a name in the setting timezone reaches a schedule with a time_zone") {
    using local = daily_at<9h, time_zone>;
    STATIC_REQUIRE(local::reads.size() == 1);
    STATIC_REQUIRE(daily_at<9h, berlin>::reads.empty());
    settings values;
    values.timezone = "Asia/Kolkata";
    CHECK(local::from_settings(values).next_due(day(2026y / 1 / 1)) ==
          day(2026y / 1 / 1, 3h + 30min));
    CHECK(local{}.next_due(day(2026y / 1 / 1)) == day(2026y / 1 / 1, 9h));
    CHECK(local{time_zone{"America/New_York"}}.next_due(day(2026y / 1 / 1)) ==
          day(2026y / 1 / 1, 14h));
    CHECK(detail::from_settings<daily_at<9h, berlin>>(values).next_due(day(2026y / 1 / 1)) ==
          day(2026y / 1 / 1, 8h));
}
