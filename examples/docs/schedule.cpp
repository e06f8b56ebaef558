// The examples of docs/schedule.md: schedules, their zones, and how they are looked at.
#include <retrain/event/clock_tick.hpp>
#include <retrain/trigger/any_of.hpp>

#include <iostream>
#include <optional>
#include <string>
#include <vector>

//! [name]
#include <retrain/core/named_zone.hpp>
#include <retrain/trigger/cron.hpp>
#include <retrain/trigger/daily_at.hpp>
#include <retrain/trigger/every.hpp>
#include <retrain/trigger/weekly_on.hpp>

namespace rt = retrain;
using namespace std::chrono_literals;

using weekly = rt::every<std::chrono::days{7}>;
using after_close = rt::daily_at<16h + 30min, rt::named_zone<"America/New_York">>;
using weekend = rt::weekly_on<std::chrono::Saturday, 6h, rt::utc>;
using workdays = rt::cron<"0 2 * * mon-fri">;  // on the clocks of the setting `timezone`
//! [name]

//! [due]
// 2026-11-20 is a Friday.
constexpr rt::time_point friday = std::chrono::sys_days{2026y / 11 / 20};
static_assert(workdays{}.next_due(friday) == friday + 2h);
static_assert(workdays{}.next_due(friday + 2h) == friday + 74h);  // Monday
static_assert(weekend{}.next_due(friday) == friday + 30h);

using combined = rt::any_of<weekend, workdays>;
static_assert(combined{}.next_due(friday + 2h) == friday + 30h);
//! [due]

//! [missed]
/// The hours after Friday 0:00 at which the schedule fires when it is looked at at these hours.
template <class Schedule>
std::vector<int> fires_at(std::vector<int> const& looks) {
    std::vector<int> fired;
    std::optional<Schedule> schedule{std::in_place};
    for (int const hour : looks) {
        rt::time_point const now = friday + std::chrono::hours{hour};
        if (schedule->observe(rt::clock_tick{now}, rt::observation{.now = now}))
            fired.push_back(hour);
        std::string const state = schedule->save();  // a restart between any two looks
        schedule.emplace().restore(state);
    }
    return fired;
}

bool misses_nothing_twice() {
    return fires_at<workdays>({0, 1, 2, 3, 74}) == std::vector{2, 74} &&
           fires_at<workdays>({0, 500, 501}) == std::vector{500} &&  // 14 times were missed
           fires_at<workdays>({0, 2, 1, 2, 3}) == std::vector{2};    // the clock was set back
}
//! [missed]

//! [zone]
bool keeps_to_the_wall_clock() {
    using half_past_two = rt::daily_at<2h + 30min, rt::named_zone<"Europe/Berlin">>;
    half_past_two const berlin;
    rt::time_point const spring = std::chrono::sys_days{2026y / 3 / 29};   // from 2:00 to 3:00
    rt::time_point const autumn = std::chrono::sys_days{2026y / 10 / 25};  // 2:00 to 3:00 twice
    return berlin.next_due(spring) == spring + 1h &&                       // 3:00 summer time
           berlin.next_due(autumn) == autumn + 30min &&                    // 2:30 summer time
           berlin.next_due(autumn + 30min) == autumn + 24h + 1h + 30min;
}
//! [zone]

//! [own]
#include <retrain/core/zone.hpp>

/// A ship keeps the time of its longitude: four minutes a degree.
struct ship_time {
    std::chrono::minutes ahead{0};

    rt::time_point to_utc(rt::local_time_point shown) const noexcept {
        return rt::time_point{shown.time_since_epoch() - ahead};
    }
    rt::local_time_point to_local(rt::time_point instant) const noexcept {
        return rt::local_time_point{instant.time_since_epoch() + ahead};
    }
};
static_assert(rt::Zone<ship_time>);

rt::daily_at<12h, ship_time> const noon{ship_time{4min * 30}};  // at 30 degrees east
//! [own]

int main() {
    bool right = misses_nothing_twice() && keeps_to_the_wall_clock();
    right = right && noon.next_due(friday) == friday + 10h;
    right = right && after_close{}.next_due(friday) == friday + 21h + 30min;
    right = right && weekly{}.next_due(friday) == friday + std::chrono::days{7};
    if (!right) std::cerr << "a schedule is due at another time than the page says\n";
    return right ? 0 : 1;
}
