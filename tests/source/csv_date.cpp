#include <retrain/detail/csv_date.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <optional>

namespace detail = retrain::detail;
using detail::read_date;
using namespace std::chrono;

static_assert(read_date("2020-02-29")->day == local_days{2020y / 2 / 29});
static_assert(!read_date("2020-02-29")->time);
static_assert(*read_date("2020-01-31T09:30")->time == 9h + 30min);
static_assert(*read_date("2020-01-31 09:30:15")->time == 9h + 30min + 15s);
static_assert(*read_date("2020-01-31T09:30:15.25")->time == 9h + 30min + 15s + 250ms);
static_assert(*read_date("2020-01-31T00:00:00.000000001")->time == 1ns);
static_assert(!read_date("2020-01-31T09:30")->offset);
static_assert(*read_date("2020-01-31T09:30Z")->offset == 0min);
static_assert(*read_date("2020-01-31T09:30:00+05:30")->offset == 5h + 30min);
static_assert(*read_date("2020-01-31 09:30:00.5-04:00")->offset == -4h);
static_assert(read_date("1678-01-01") && read_date("2261-12-31"));

TEST_CASE("what is no date is none") {
    for (char const* text :
         {"", "2020", "2020-1-1", "2020-01-32", "2019-02-29", "2020-13-01", "2020-00-10", "2020-01-00",
          "1677-12-31", "2262-01-01", "20200131", "31.01.2020", "01/31/2020", "2020-01-31T",
          "2020-01-31T09", "2020-01-31T24:00", "2020-01-31T09:60", "2020-01-31T09:30:60",
          "2020-01-31T09:30:", "2020-01-31T09:30:15.", "2020-01-31T09:30:15.1234567890",
          "2020-01-31x09:30", "2020-01-31T09:30+5:30", "2020-01-31T09:30+05:30 ", "2020-01-31Z",
          "2020-01-31T09:30+15:00", "2020-01-31T09:30+05", "-020-01-01", "2020-01-3a", " 2020-01-31",
          "2020-01-31T09:30ZZ", "2020-01-31\n"}) {
        INFO(text);
        CHECK_FALSE(read_date(text));
    }
}

namespace {

/// A zone that is so many hours ahead of UTC.
struct ahead {
    hours offset;
    retrain::time_point to_utc(local_time<nanoseconds> local) const {
        return retrain::time_point{local.time_since_epoch() - offset};
    }
    retrain::time_point start_of(local_days day) const { return to_utc(day); }
    retrain::time_point midnight_after(local_days day) const { return to_utc(day + days{1}); }
};

detail::label_interval interval(char const* entry, char const* exit, hours offset = hours{0}) {
    std::optional<detail::csv_date> until;
    if (exit != nullptr) until = *read_date(exit);
    return detail::make_label_interval(*read_date(entry), until, ahead{offset});
}

sys_days const first = sys_days{2020y / 1 / 31};

}  // namespace

TEST_CASE("dates without a time are days of the calendar, in any zone") {
    for (hours const offset : {hours{-5}, hours{0}, hours{9}}) {
        auto const days_only = interval("2020-01-31", "2020-02-03", offset);
        CHECK(days_only.entry == first);
        CHECK(days_only.exit == first + days{3});
        CHECK(days_only.known == first + days{4} - offset);
    }
}

TEST_CASE("a label is known at the exit's time, or when its day is over") {
    auto const timed = interval("2020-01-31T10:00", "2020-01-31T15:30", hours{2});
    CHECK(timed.entry == first + 8h);
    CHECK(timed.exit == first + 13h + 30min);
    CHECK(timed.known == timed.exit);
    auto const with_offset = interval("2020-01-31T10:00Z", "2020-01-31T15:30+05:30", hours{2});
    CHECK(with_offset.entry == first + 10h);
    CHECK(with_offset.exit == first + 10h);
    auto const open = interval("2020-01-31", nullptr, hours{2});
    CHECK(open.entry == first);
    CHECK(open.exit == first);
    CHECK(open.known == retrain::time_point::max());
}

TEST_CASE("beside a time, a day is the whole day in its zone") {
    auto const ends_with_day = interval("2020-01-31T23:00", "2020-01-31", hours{-5});
    CHECK(ends_with_day.entry == first + 28h);
    CHECK(ends_with_day.exit == first + 29h - 1ns);
    CHECK(ends_with_day.known == first + 29h);
    auto const begins_with_day = interval("2020-01-31", "2020-01-31T02:00", hours{5});
    CHECK(begins_with_day.entry == first - 5h);
    CHECK(begins_with_day.exit == first - 3h);
}
