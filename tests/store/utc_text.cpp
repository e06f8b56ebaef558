#include <retrain/detail/utc_text.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <string>

using namespace retrain;
using namespace std::chrono;
using instant = retrain::time_point;

namespace {
constexpr instant at(sys_days day, nanoseconds of_day) { return instant{day} + of_day; }

static_assert(detail::parse_utc("1970-01-01T00:00:00Z") == instant{});
static_assert(detail::parse_utc("2020-02-29T23:59:59.5Z") ==
              at(2020y / February / 29, 23h + 59min + 59s + 500ms));
static_assert(!detail::parse_utc("2021-02-29T00:00:00Z"));
}  // namespace

TEST_CASE("an instant is written in UTC and read again", "[store]") {
    CHECK(detail::utc_text(instant{}) == "1970-01-01T00:00:00Z");
    CHECK(detail::utc_text(at(2020y / March / 2, 14h + 30min)) == "2020-03-02T14:30:00Z");
    CHECK(detail::utc_text(at(2020y / March / 2, 7ns)) == "2020-03-02T00:00:00.000000007Z");
    CHECK(detail::utc_text(instant{-1ns}) == "1969-12-31T23:59:59.999999999Z");
    CHECK(detail::utc_text(instant{-1s}) == "1969-12-31T23:59:59Z");
    CHECK(detail::utc_stamp(at(2020y / March / 2, 14h + 5min + 9s + 999ms)) == "20200302_140509");
    CHECK(detail::utc_stamp(instant{-1ns}) == "19691231_235959");

    for (auto const each :
         {instant{}, instant{-1ns}, instant{1ns}, at(1678y / January / 1, 0ns),
          at(1900y / February / 28, 86'399s), at(2000y / February / 29, 12h + 1ns),
          at(2261y / December / 31, 24h - 1ns)})
        CHECK(detail::parse_utc(detail::utc_text(each)) == each);
}

TEST_CASE("the ends of the clock's range are written without overflow", "[store]") {
    CHECK(detail::utc_text(instant::max()) == "2262-04-11T23:47:16.854775807Z");
    CHECK(detail::utc_text(instant::min()) == "1677-09-21T00:12:43.145224192Z");
}

TEST_CASE("what is no instant is not read as one", "[store]") {
    std::string const good = "2020-03-02T14:30:00Z";
    REQUIRE(detail::parse_utc(good));
    for (std::size_t place = 0; place < good.size(); ++place) {
        std::string bad = good;
        bad[place] = 'x';
        CHECK_FALSE(detail::parse_utc(bad));
        CHECK_FALSE(detail::parse_utc(good.substr(0, place)));
    }
    for (auto const* text :
         {"1677-12-31T00:00:00Z", "2262-01-01T00:00:00Z", "2020-00-02T14:30:00Z",
          "2020-13-02T14:30:00Z", "2020-04-31T14:30:00Z", "2020-03-02T24:30:00Z",
          "2020-03-02T14:60:00Z", "2020-03-02T14:30:60Z", "2020-03-02T14:30:00.Z",
          "2020-03-02T14:30:00.1234567890Z", "2020-03-02T14:30:00.12x4Z",
          "2020-03-02T14:30:00+00:00", "2020-03-02T14:30:00Z ", "-020-03-02T14:30:00Z"})
        CHECK_FALSE(detail::parse_utc(text));
}
