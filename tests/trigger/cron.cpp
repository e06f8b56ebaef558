#include <retrain/trigger/cron.hpp>

#include <laws/trigger.hpp>
#include <support/catch.hpp>
#include <trigger/minute_scan.hpp>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#if defined(TZ_H)
#error "a schedule in UTC or at an offset must not include the date library"
#endif

namespace {

using namespace retrain;
using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr time_point day(std::chrono::year_month_day date, std::chrono::nanoseconds time = {}) {
    return sys_days{date} + time;
}

using workdays = cron<"0 2 * * 1-5">;
static_assert(StatefulTrigger<workdays> && ScheduledTrigger<workdays>);
static_assert(std::is_same_v<workdays::events, type_list<clock_tick>>);
static_assert(std::is_same_v<workdays, cron<"0 2 * * 1-5", utc_offset<>>>);
static_assert(workdays::reads.size() == 1 && cron<"0 2 * * *", utc>::reads.empty());

// 2026-11-20 is a Friday.
static_assert(workdays{}.next_due(day(2026y / 11 / 20)) == day(2026y / 11 / 20, 2h));
static_assert(workdays{}.next_due(day(2026y / 11 / 20, 2h)) == day(2026y / 11 / 23, 2h));
static_assert(workdays{}.next_due(day(2026y / 11 / 20, 2h - 1ns)) == day(2026y / 11 / 20, 2h));
static_assert(cron<"0 0 1 1 *", utc>{}.next_due(day(2026y / 1 / 1)) == day(2027y / 1 / 1));
static_assert(cron<"59 23 31 12 *", utc>{}.next_due(day(2026y / 12 / 31, 23h + 59min)) ==
              day(2027y / 12 / 31, 23h + 59min));
// Leap days, also those that are 8 years apart, and those on a Sunday.
static_assert(cron<"0 0 29 2 *", utc>{}.next_due(day(2024y / 2 / 29)) == day(2028y / 2 / 29));
static_assert(cron<"0 0 29 feb *", utc>{}.next_due(day(2096y / 2 / 29)) == day(2104y / 2 / 29));
static_assert(cron<"0 0 29 2 */7", utc>{}.next_due(day(2004y / 2 / 29)) == day(2032y / 2 / 29));
static_assert(cron<"0 0 31 2,3 *", utc>{}.next_due(day(2026y / 1 / 1)) == day(2026y / 3 / 31));
// A zone in the type.
static_assert(cron<"30 9 * * *", utc_offset<5h + 30min>>{}.next_due(day(2026y / 1 / 1)) ==
              day(2026y / 1 / 1, 4h));
// The ends of what time_point holds.
static_assert(workdays{}.next_due(time_point::max()) == std::nullopt);
static_assert(workdays{}.next_due(time_point::min())->time_since_epoch() < -9'000'000'000s);
static_assert(cron<"0 0 29 2 *", utc>{}.next_due(day(2260y / 3 / 1)) == std::nullopt);

constexpr observation at(time_point now) { return {.now = now}; }

constexpr int fires_on_one_day() {
    cron<"*/30 9-10 * * *", utc> trigger;
    int fired = 0;
    for (auto now = day(2026y / 1 / 1); now < day(2026y / 1 / 2); now += 10min)
        if (trigger.observe(clock_tick{}, at(now))) ++fired;
    return fired;
}
static_assert(fires_on_one_day() == 4);
static_assert(laws::fires_when_due(workdays{}, day(2026y / 11 / 20, 2h)));
static_assert(laws::fires_when_due(cron<"0 0 29 2 *">{}, day(2026y / 11 / 20)));
static_assert(laws::replays(workdays{}, at(day(2026y / 1 / 1)), clock_tick{}, clock_tick{}));

/// The set that a field's text means, or nothing.
std::optional<std::vector<unsigned>> minutes_of(std::string const& text) {
    auto const read = detail::cron_parser{text + " * * * *"}.read();
    if (read.mistake != detail::cron_mistake::none) return std::nullopt;
    std::vector<unsigned> set;
    for (unsigned number = 0; number < 60; ++number)
        if (read.fields.minutes.has(number)) set.push_back(number);
    return set;
}

}  // namespace

TEST_CASE("a field is a list of values, ranges and steps") {
    using set = std::vector<unsigned>;
    CHECK(minutes_of("*")->size() == 60);
    CHECK(minutes_of("*/15") == set{0, 15, 30, 45});
    CHECK(minutes_of("5") == set{5});
    CHECK(minutes_of("05") == set{5});
    CHECK(minutes_of("3,1,3") == set{1, 3});
    CHECK(minutes_of("10-12,58-59") == set{10, 11, 12, 58, 59});
    CHECK(minutes_of("7-7") == set{7});
    CHECK(minutes_of("10-20/5,59,*/30") == set{0, 10, 15, 20, 30, 59});
    CHECK(minutes_of("1-59/59") == set{1});
}

TEST_CASE("Sunday is 0 and 7, and names are as good as numbers") {
    auto const weekdays = [](std::string_view expression) {
        auto const read = detail::cron_parser{expression}.read();
        REQUIRE(read.mistake == detail::cron_mistake::none);
        std::string text;
        for (unsigned number = 0; number < 7; ++number)
            text += read.fields.weekdays.has(number) ? '1' : '0';
        return text;
    };
    CHECK(weekdays("0 0 * * 0") == "1000000");
    CHECK(weekdays("0 0 * * 7") == "1000000");
    CHECK(weekdays("0 0 * * 5-7") == "1000011");
    CHECK(weekdays("0 0 * * 0-7") == "1111111");
    CHECK(weekdays("0 0 * * mon-FRI") == "0111110");
    CHECK(weekdays("0 0 * * Sun,3,sAt") == "1001001");
    CHECK(weekdays("0 0 * * */2") == "1010101");
    CHECK(weekdays("0 0 * * *") == "1111111");
    auto const months = detail::cron_parser{"0 0 1 JAN-mar,dec,7 *"}.read().fields.months;
    for (unsigned month = 1; month <= 12; ++month)
        CHECK(months.has(month) == (month <= 3 || month == 7 || month == 12));
}

TEST_CASE("blanks of any number and kind part the fields") {
    auto const read = detail::cron_parser{"  0\t2  * * \t 1-5 "}.read();
    CHECK(read.mistake == detail::cron_mistake::none);
    CHECK(read.fields.after(local_time_point{}) ==
          workdays{}.next_due(time_point{})->time_since_epoch() + local_time_point{});
}

TEST_CASE("a mistake is found where it is") {
    using enum detail::cron_mistake;
    struct rejected {
        std::string_view expression;
        detail::cron_mistake mistake;
        std::size_t begin;
        std::string_view text;
    };
    for (auto const& [expression, mistake, begin, text] :
         std::vector<rejected>{{"", fields, 0, ""},
                               {"   ", fields, 3, ""},
                               {"0 2 * *", fields, 7, ""},
                               {"0 2 * * * *", fields, 10, "*"},
                               {"@daily", fields, 6, ""},
                               {"60 * * * *", value, 0, "60"},
                               {"0 24 * * *", value, 2, "24"},
                               {"0 0 0 * *", value, 4, "0"},
                               {"0 0 32 * *", value, 4, "32"},
                               {"0 0 * 0 *", value, 6, "0"},
                               {"0 0 * 13 *", value, 6, "13"},
                               {"0 0 * * 8", value, 8, "8"},
                               {"0 0 * * mo", value, 8, "mo"},
                               {"0 0 * * jan", value, 8, "jan"},
                               {"0 0 mon * *", value, 4, "mon"},
                               {"0 0 * monday *", value, 6, "monday"},
                               {"-5 * * * *", value, 0, ""},
                               {"5- * * * *", value, 2, ""},
                               {"1,,2 * * * *", value, 2, ""},
                               {"1,2, * * * *", value, 4, ""},
                               {"005 * * * *", value, 0, "005"},
                               {"1-5-7 * * * *", value, 2, "5-7"},
                               {"0x5 * * * *", value, 0, "0x5"},
                               {"** * * * *", value, 0, "**"},
                               {"L * * * *", value, 0, "L"},
                               {"0 22-2 * * *", range, 2, "22-2"},
                               {"0 0 * * fri-mon", range, 8, "fri-mon"},
                               {"*/0 * * * *", step, 1, "/0"},
                               {"*/ * * * *", step, 1, "/"},
                               {"*/60 * * * *", step, 1, "/60"},
                               {"*/5/5 * * * *", step, 1, "/5/5"},
                               {"1-9/x * * * *", step, 3, "/x"},
                               {"5/15 * * * *", step, 0, "5/15"},
                               {"0 0 30 2 *", date, 4, "30"},
                               {"0 0 30,31 feb *", date, 4, "30,31"},
                               {"0 0 31 4,6,9,11 *", date, 4, "31"},
                               {"0 0 30 2 */2", date, 4, "30"},
                               {"0 0 30 feb *", date, 4, "30"}}) {
        INFO(expression);
        auto const read = detail::cron_parser{expression}.read();
        CHECK(read.mistake == mistake);
        CHECK(read.begin == begin);
        CHECK(expression.substr(read.begin, read.end - read.begin) == text);
    }
    CHECK(detail::cron_parser{"0 0 29 2 *"}.read().mistake == none);
    CHECK(detail::cron_parser{"0 0 31 2,3 *"}.read().mistake == none);
    // Either is enough where both are restricted, so these are weekdays of these months.
    CHECK(detail::cron_parser{"0 0 30 2 1"}.read().mistake == none);
    CHECK(detail::cron_parser{"0 0 31 4,6 sat,sun"}.read().mistake == none);
}

TEST_CASE("the place of a mistake is pointed out") {
    STATIC_REQUIRE(detail::point_out<11>("0 25 * * *", 2, 4).view() == "0 >>25<< * * *");
    STATIC_REQUIRE(detail::point_out<8>("0 2 * *", 7, 7).view() == "0 2 * *>><<");
    STATIC_REQUIRE(detail::point_out<3>("ab", 0, 2).view() == ">>ab<<");
}

TEST_CASE("day of the month or weekday is enough where both are restricted") {
    auto const friday_or_13th = cron<"0 0 13 * fri", utc>{};
    CHECK(friday_or_13th.next_due(day(2026y / 11 / 8)) == day(2026y / 11 / 13));  // both
    CHECK(friday_or_13th.next_due(day(2026y / 11 / 13)) == day(2026y / 11 / 20));
    CHECK(friday_or_13th.next_due(day(2026y / 12 / 12)) == day(2026y / 12 / 13));  // a Sunday
    // No February has a 30th, but each has Mondays.
    auto const mondays = cron<"0 0 30 2 1", utc>{};
    CHECK(mondays.next_due(day(2026y / 1 / 1)) == day(2026y / 2 / 2));
    CHECK(mondays.next_due(day(2026y / 2 / 2)) == day(2026y / 2 / 9));
    CHECK(mondays.next_due(day(2026y / 2 / 23)) == day(2027y / 2 / 1));
    // A field that begins with * does not count as restricted: both must hold.
    CHECK(cron<"0 0 13 * */5", utc>{}.next_due(day(2026y / 11 / 14)) == day(2026y / 12 / 13));
    CHECK(cron<"0 0 */2 * mon", utc>{}.next_due(day(2026y / 11 / 20)) == day(2026y / 11 / 23));
}

TEST_CASE("the reason is the expression") {
    workdays trigger;
    CHECK(!trigger.observe(clock_tick{}, at(day(2026y / 11 / 20))));
    CHECK(trigger.observe(clock_tick{}, at(day(2026y / 11 / 20, 2h))) ==
          reason{"cron 0 2 * * 1-5"});
}

namespace {
/// A rule whose fields change while the program runs.
struct current_rule {
    inline static detail::cron_fields fields{};
    static std::optional<local_time_point> after(local_time_point shown) {
        return fields.after(shown);
    }
};

/// A field of one to three elements in random notation, and what it means.
struct random_field {
    std::string text;
    std::vector<bool> meaning = std::vector<bool>(64);

    random_field(std::mt19937& random, unsigned least, unsigned most) {
        auto const pick = [&](unsigned from, unsigned to) {
            return from + static_cast<unsigned>(random() % (to - from + 1));
        };
        if (pick(0, 2) == 0) {
            text = "*";
            for (unsigned number = least; number <= most; ++number) meaning[number] = true;
            return;
        }
        for (unsigned element = pick(1, 3); element > 0; --element) {
            unsigned const from = pick(least, most);
            unsigned const to = pick(0, 1) == 0 ? from : pick(from, most);
            unsigned const by = to == from ? 1 : pick(1, 4);
            if (!text.empty()) text += ',';
            text += std::to_string(from);
            if (to != from) text += '-' + std::to_string(to);
            if (by != 1) text += '/' + std::to_string(by);
            for (unsigned number = from; number <= to; number += by) meaning[number] = true;
        }
    }
};
}  // namespace

TEST_CASE("random expressions are due at the minutes that match") {
    std::mt19937 random{20260101};
    std::size_t read = 0;
    for (int round = 0; round < 150; ++round) {
        std::array<random_field, 5> const field{
            random_field{random, 0, 59}, random_field{random, 0, 23}, random_field{random, 1, 31},
            random_field{random, 1, 12}, random_field{random, 0, 6}};
        std::string expression;
        for (auto const& each : field) expression += each.text + ' ';
        INFO(expression);
        auto const reading = detail::cron_parser{expression}.read();
        if (reading.mistake == detail::cron_mistake::date) continue;
        REQUIRE(reading.mistake == detail::cron_mistake::none);
        ++read;
        current_rule::fields = reading.fields;
        bool const either = field[2].text[0] != '*' && field[4].text[0] != '*';
        auto const matches = [&](minute_scan::shown const& now) {
            bool const of_month = field[2].meaning[now.day];
            bool const of_week = field[4].meaning[now.weekday];
            return field[0].meaning[now.minute] && field[1].meaning[now.hour] &&
                   field[3].meaning[now.month] &&
                   (either ? of_month || of_week : of_month && of_week);
        };
        auto const begin = day(1999y / 12 / 30) + std::chrono::days{random() % 20'000};
        auto const expected = minute_scan::due(utc{}, begin, begin + 30h, matches);
        CHECK(minute_scan::agrees(
            [](time_point now) { return detail::first_after<current_rule>(utc{}, now); }, expected,
            begin, begin + 30h));
    }
    CHECK(read > 100);
}
