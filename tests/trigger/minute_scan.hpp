#pragma once

#include <retrain/core/time.hpp>
#include <retrain/core/zone.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

// What a schedule means, found without cleverness: look at the clock every minute.
namespace minute_scan {

/// A local minute, taken apart as a cron expression does.
struct shown {
    unsigned minute, hour, day, month, weekday;

    explicit shown(retrain::local_time_point at) : minute{}, hour{}, day{}, month{}, weekday{} {
        auto const date = std::chrono::floor<std::chrono::days>(at);
        std::chrono::year_month_day const civil{date};
        std::chrono::hh_mm_ss const time{at - date};
        minute = static_cast<unsigned>(time.minutes().count());
        hour = static_cast<unsigned>(time.hours().count());
        day = static_cast<unsigned>(civil.day());
        month = static_cast<unsigned>(civil.month());
        weekday = std::chrono::weekday{date}.c_encoding();
    }
};

/// The minutes from `begin` to `end` at which a clock on the wall reaches, or jumps over, a local
/// minute that `matches` for the first time.
template <class Zone, class Matches>
std::vector<retrain::time_point> due(Zone const& zone, retrain::time_point begin,
                                     retrain::time_point end, Matches const& matches) {
    using namespace std::chrono_literals;
    auto latest = zone.to_local(begin - 24h);
    for (auto at = begin - 24h; at < begin; at += 1min)
        latest = std::max(latest, zone.to_local(at));
    std::vector<retrain::time_point> found;
    for (auto at = begin; at <= end; at += 1min) {
        auto const now = zone.to_local(at);
        bool any = false;
        for (; latest < now; latest += 1min) any = any || matches(shown{latest + 1min});
        if (any) found.push_back(at);
    }
    return found;
}

/// Whether `next_due(now)` is the first of `expected` after `now`, for `now` around each minute of
/// `[begin, end]`; `expected` are all due minutes from `begin` to `end`.
template <class NextDue>
bool agrees(NextDue const& next_due, std::vector<retrain::time_point> const& expected,
            retrain::time_point begin, retrain::time_point end) {
    using namespace std::chrono_literals;
    for (auto minute = begin; minute <= end; minute += 1min)
        for (auto const now : {minute, minute + 1ns, minute + 59s}) {
            auto const right = std::ranges::upper_bound(expected, now);
            auto const answer = next_due(now);
            if (right == expected.end() ? answer && *answer <= end : answer != *right) return false;
        }
    return true;
}

}  // namespace minute_scan
