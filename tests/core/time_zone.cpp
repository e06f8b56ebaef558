#include <retrain/core/time_zone.hpp>

#include <retrain/core/settings.hpp>
#include <retrain/detail/from_settings.hpp>

#include <laws/zone.hpp>
#include <support/catch.hpp>

#include <chrono>
#include <string>

using retrain::time_point;
using retrain::time_zone;
using std::chrono::local_days;
using std::chrono::nanoseconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using namespace std::chrono_literals;

namespace {

time_point utc(year_month_day date, nanoseconds time = {}) { return sys_days{date} + time; }
local_days local(year_month_day date) { return local_days{date}; }

}  // namespace

TEST_CASE("UTC is the default") {
    CHECK(time_zone{}.midnight_after(local(2020y / 1 / 31)) == utc(2020y / 2 / 1));
    CHECK(time_zone{"UTC"}.start_of(local(2020y / 1 / 31)) == utc(2020y / 1 / 31));
    CHECK(time_zone{"UTC"}.to_utc(local(2020y / 1 / 31) + 90min) == utc(2020y / 1 / 31, 90min));
}

TEST_CASE("an offset tells how far local time is ahead") {
    CHECK(time_zone{"+05:30"}.midnight_after(local(2020y / 1 / 31)) == utc(2020y / 1 / 31, 18h + 30min));
    CHECK(time_zone{"-04:00"}.midnight_after(local(2020y / 1 / 31)) == utc(2020y / 2 / 1, 4h));
    CHECK(time_zone{"+00:00"}.to_utc(local(2020y / 1 / 31)) == utc(2020y / 1 / 31));
    CHECK(time_zone{"+14:00"}.to_utc(local(2020y / 1 / 31)) == utc(2020y / 1 / 30, 10h));
}

TEST_CASE("a name follows the rules of its place") {
    CHECK(time_zone{"Asia/Kolkata"}.midnight_after(local(2020y / 1 / 31)) ==
          utc(2020y / 1 / 31, 18h + 30min));
    time_zone const york{"America/New_York"};
    CHECK(york.midnight_after(local(2020y / 1 / 31)) == utc(2020y / 2 / 1, 5h));
    CHECK(york.midnight_after(local(2020y / 7 / 31)) == utc(2020y / 8 / 1, 4h));
    CHECK(york.to_utc(local(2020y / 7 / 31) + 1ns) == utc(2020y / 7 / 31, 4h + 1ns));
}

TEST_CASE("a time that the clocks skip is the instant of the skip") {
    time_zone const berlin{"Europe/Berlin"};
    auto const skip = utc(2020y / 3 / 29, 1h);
    CHECK(berlin.to_utc(local(2020y / 3 / 29) + 2h) == skip);
    CHECK(berlin.to_utc(local(2020y / 3 / 29) + 2h + 59min) == skip);
    CHECK(berlin.to_utc(local(2020y / 3 / 29) + 3h) == skip);
    CHECK(berlin.to_utc(local(2020y / 3 / 29) + 2h - 1ns) == skip - 1ns);
    // In Sao Paulo the clocks went from 0:00 to 1:00: that day began at 1:00.
    CHECK(time_zone{"America/Sao_Paulo"}.midnight_after(local(2018y / 11 / 3)) == utc(2018y / 11 / 4, 3h));
}

TEST_CASE("of a time that the clocks show twice it is the first") {
    CHECK(time_zone{"Europe/Berlin"}.to_utc(local(2020y / 10 / 25) + 2h + 30min) ==
          utc(2020y / 10 / 25, 30min));
    // In Havana midnight comes twice.
    CHECK(time_zone{"America/Havana"}.midnight_after(local(2020y / 10 / 31)) == utc(2020y / 11 / 1, 4h));
}

TEST_CASE("an unknown zone is refused by its name") {
    for (std::string const text :
         {"", "Mars/Olympus", "utc", "+5:30", "+05.30", "05:30", "+15:00", "+14:01", "+05:60", "+05:30 ",
          "+0a:30", "../../etc/passwd"}) {
        INFO(text);
        try {
            (void)time_zone{text};
            FAIL("accepted");
        } catch (retrain::error const& refused) {
            CHECK(refused.why() == retrain::failure_reason::bad_parameter);
            CHECK_THAT(refused.what(), ContainsSubstring("'" + text + "' is no known time zone"));
        }
    }
}

TEST_CASE("an instant is what the clocks of the place show at it") {
    CHECK(time_zone{}.to_local(utc(2020y / 1 / 31, 1ns)) == local(2020y / 1 / 31) + 1ns);
    CHECK(time_zone{"-04:00"}.to_local(utc(2020y / 1 / 31)) == local(2020y / 1 / 30) + 20h);
    time_zone const berlin{"Europe/Berlin"};
    CHECK(berlin.to_local(utc(2020y / 3 / 29, 1h) - 1ns) == local(2020y / 3 / 29) + 2h - 1ns);
    CHECK(berlin.to_local(utc(2020y / 3 / 29, 1h)) == local(2020y / 3 / 29) + 3h);
    CHECK(berlin.to_local(utc(2020y / 10 / 25, 30min)) == local(2020y / 10 / 25) + 2h + 30min);
    CHECK(berlin.to_local(utc(2020y / 10 / 25, 90min)) == local(2020y / 10 / 25) + 2h + 30min);
}

TEST_CASE("zones run forward, and there and back is where one was") {
    for (std::string const name : {"UTC", "+05:30", "Asia/Kolkata", "Europe/Berlin",
                                   "America/New_York", "America/Havana", "Australia/Lord_Howe",
                                   "Pacific/Apia", "Africa/Casablanca"}) {
        INFO(name);
        time_zone const zone{name};
        bool forward = true;
        bool back = true;
        for (auto at = utc(2011y / 1 / 1); at < utc(2012y / 2 / 1); at += 10min) {
            forward = forward && retrain::laws::runs_forward(
                                     zone, retrain::local_time_point{at.time_since_epoch()}, 10min);
            back = back && retrain::laws::comes_back(zone, at + 1ns);
        }
        CHECK(forward);
        CHECK(back);
    }
}

TEST_CASE("a zone comes from the setting timezone") {
    retrain::settings values;
    values.timezone = "Asia/Kolkata";
    auto const zone = retrain::detail::from_settings<time_zone>(values);
    CHECK(zone.to_utc(local(2020y / 1 / 31)) == utc(2020y / 1 / 30, 18h + 30min));
    CHECK(time_zone::reads[0] == "timezone");
}
