#include "sample_bars.hpp"

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <string>

namespace {

using quickstart::parse_date;
using quickstart::read_bars;
using retrain::failure_reason;
using namespace std::chrono_literals;

constexpr char const* header = "date,open,high,low,close,adjclose,volume\n";

/// What `read_bars` says of a file with these lines after the header.
struct refusal {
    failure_reason why;
    std::string text;
};
refusal refused(std::string const& content) {
    retrain::testing::scratch_directory const scratch;
    retrain::testing::write_file(scratch / "bars.csv", content);
    try {
        static_cast<void>(read_bars(scratch / "bars.csv"));
    } catch (retrain::error const& problem) {
        return {problem.why(), problem.what()};
    }
    return {failure_reason::unexpected, "accepted"};
}

}  // namespace

TEST_CASE("the shipped bars are read to the last line, which has no newline") {
    auto const& bars = quickstart::testing::shipped_bars();
    REQUIRE(bars.size() == 5105);
    CHECK(bars.front().date == 2000y / 1 / 3);
    CHECK(bars.front().open == 1469.25);
    CHECK(bars.front().high == 1478.0);
    CHECK(bars.front().low == 1438.359985);
    CHECK(bars.front().close == 1455.219971);
    CHECK(bars.front().volume == 931'800'000);
    CHECK(bars.back().date == 2020y / 4 / 17);
    CHECK(bars.back().volume == 5'792'140'000);
}

TEST_CASE("a file that is not there is named") {
    CHECK_THROWS_WITH(read_bars("/nowhere/bars.csv"), ContainsSubstring("/nowhere/bars.csv"));
    try {
        static_cast<void>(read_bars("/nowhere/bars.csv"));
        FAIL("accepted");
    } catch (retrain::error const& problem) {
        CHECK(problem.why() == failure_reason::source_missing);
    }
}

TEST_CASE("a bad file is refused with its line and what is wrong") {
    std::string const first = header, good = "2000-01-03,10,12,9,11,11,100\n";
    auto const check = [](std::string const& content, std::string const& says) {
        auto const answer = refused(content);
        CHECK(answer.why == failure_reason::bad_data);
        CHECK_THAT(answer.text, ContainsSubstring(says));
    };
    check("", "line 1: '' is not the header");
    check("date,close\n" + good, "line 1: 'date,close' is not the header");
    check(first + good + "2000-01-04,10,12,9,11,11\n",
          "line 3: '2000-01-04,10,12,9,11,11' has fewer than 7 cells");
    check(first + good + "2000-01-04,10,12,9,11,11,100,7\n", "line 3: '100,7' is not a number");
    check(first + good + "2000-01-04,10,twelve,9,11,11,100\n", "line 3: 'twelve' is not a number");
    check(first + good + "2000-01-04,10,,9,11,11,100\n", "line 3: '' is not a number");
    check(first + good + "2000-02-30,10,12,9,11,11,100\n", "'2000-02-30' is not a date");
    check(first + good + good, "line 3: '2000-01-03' does not come after");
    check(first + good + "2000-01-04,10,12,9,13,13,100\n", "is no bar: prices must be");
    check(first + good + "2000-01-04,10,12,9,nan,11,100\n", "is no bar: prices must be");
    check(first + good + "2000-01-04,10,12,9,11,11,-1\n", "is no bar: prices must be");
    check(first + good + "2000-01-04,0,0,0,0,0,1\n", "is no bar: prices must be");
    CHECK(refused(first + good).text == "accepted");
}

TEST_CASE("dates are read and written as ISO 8601 days") {
    CHECK(parse_date("2000-02-29") == std::chrono::sys_days{2000y / 2 / 29});
    CHECK(quickstart::iso_date(2000y / 2 / 29) == "2000-02-29");
    for (auto const* text :
         {"2001-02-29", "2000-13-01", "2000-1-01", "2000/01/01", "2000-01-0x", "", "2000-01-011"})
        CHECK_FALSE(parse_date(text).has_value());
}
