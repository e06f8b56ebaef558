#include <retrain/core/iso_time.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <string>
#include <string_view>

using namespace retrain;
using namespace std::chrono_literals;

namespace {
constexpr time_point at(int y, int m, int d, std::chrono::nanoseconds since_midnight) {
    return time_point{std::chrono::sys_days{std::chrono::year{y} / m / d}} + since_midnight;
}
constexpr time_point noon = at(2020, 1, 31, 12h + 34min + 56s);
}  // namespace

static_assert(parse_iso_time("2020-01-31T12:34:56Z") == noon);
static_assert(parse_iso_time("1969-12-31T23:59:59.999999999Z") == time_point{-1ns});
static_assert(parse_iso_time("2020-02-29T00:00:00.5Z") == at(2020, 2, 29, 500ms));
static_assert(parse_iso_time("never") == not_yet);
static_assert(!parse_iso_time("2019-02-29T00:00:00Z"));

TEST_CASE("an instant is written to the second", "[core]") {
    CHECK(iso_time(noon) == "2020-01-31T12:34:56Z");
    CHECK(iso_time(noon + 999'999'999ns) == "2020-01-31T12:34:56Z");
    CHECK(iso_time(time_point{}) == "1970-01-01T00:00:00Z");
    CHECK(iso_time(time_point{-1ns}) == "1969-12-31T23:59:59Z");
    CHECK(iso_time(at(2000, 2, 29, 1h + 2min + 3s)) == "2000-02-29T01:02:03Z");
    CHECK(iso_time(not_yet) == "never");
    CHECK(iso_time(not_yet + 1ns) == "1677-09-21T00:12:43Z");
    CHECK(iso_time(time_point::max()) == "2262-04-11T23:47:16Z");
}

TEST_CASE("an exact instant has nine decimals where it needs them", "[core]") {
    CHECK(exact_iso_time(noon) == "2020-01-31T12:34:56Z");
    CHECK(exact_iso_time(noon + 1ns) == "2020-01-31T12:34:56.000000001Z");
    CHECK(exact_iso_time(time_point{-1ns}) == "1969-12-31T23:59:59.999999999Z");
    CHECK(exact_iso_time(not_yet) == "never");
}

TEST_CASE("what was written is read back", "[core]") {
    for (time_point instant = at(1678, 1, 1, 0ns); instant < at(2261, 12, 1, 0ns);
         instant += std::chrono::days{29} + 5h + 7min + 11s + 13ns) {
        REQUIRE(parse_iso_time(exact_iso_time(instant)) == instant);
        auto const second = std::chrono::floor<std::chrono::seconds>(instant);
        REQUIRE(parse_iso_time(iso_time(instant)) == second);
    }
}

TEST_CASE("any other text is no instant", "[core]") {
    for (std::string_view const text :
         {"", "Never", "2020-01-31", "2020-01-31T12:34:56", "2020-01-31 12:34:56Z",
          "2020-01-31t12:34:56z", "2020-01-31T12:34:56+00:00", "2020-13-01T00:00:00Z",
          "2020-00-01T00:00:00Z", "2020-01-00T00:00:00Z", "2020-01-32T00:00:00Z",
          "2020-01-31T24:00:00Z", "2020-01-31T00:60:00Z", "2016-12-31T23:59:60Z",
          "2020-01-31T12:34:56.Z", "2020-01-31T12:34:56.1234567890Z", "2020-01-31T12:34:56.1 Z",
          "2020-01-31T12:34:56,5Z", " 2020-01-31T12:34:56Z", "2020-01-31T12:34:56Z ",
          "2o20-01-31T12:34:56Z", "-020-01-31T12:34:56Z", "1677-12-31T00:00:00Z",
          "2262-01-01T00:00:00Z", "9999-01-01T00:00:00Z"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_iso_time(text));
    }
}
