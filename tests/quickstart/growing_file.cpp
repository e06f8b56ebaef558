#include <quickstart/growing_file.hpp>

#include "sample_bars.hpp"

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace {

using quickstart::growing_file;
using quickstart::label_rule;
using retrain::testing::read_file;

std::vector<quickstart::training_row> const& some_rows() {
    static auto const rows = quickstart::training_rows(
        std::span{quickstart::testing::shipped_bars()}.first(400), label_rule::volatility);
    return rows;
}

}  // namespace

TEST_CASE("a row appears at the midnight after its exit day, not before") {
    retrain::testing::scratch_directory const scratch;
    growing_file file{scratch / "deep" / "rows.csv", some_rows()};
    CHECK(read_file(file.path()) == quickstart::csv_header());

    auto const known = some_rows()[0].known();
    CHECK(file.append_known(known - std::chrono::nanoseconds{1}) == 0);
    CHECK(read_file(file.path()) == quickstart::csv_header());
    CHECK(file.append_known(known) == 1);
    CHECK(read_file(file.path()) ==
          quickstart::csv_header() + quickstart::csv_line(some_rows()[0]));
    CHECK(file.append_known(known) == 0);
    CHECK(file.size() == 1);
}

TEST_CASE("a file that grew day by day is the file that was written at once") {
    retrain::testing::scratch_directory const scratch;
    auto const end = some_rows().back().known();
    growing_file at_once{scratch / "whole.csv", some_rows()};
    CHECK(at_once.append_known(end) == some_rows().size());

    growing_file daily{scratch / "daily.csv", some_rows()};
    std::size_t appended = 0;
    for (auto now = some_rows().front().known(); now <= end; now += std::chrono::days{1}) {
        appended += daily.append_known(now);
        CHECK(daily.size() == appended);
        CHECK(appended == static_cast<std::size_t>(std::ranges::count_if(
                              some_rows(), [&](auto const& row) { return row.known() <= now; })));
    }
    CHECK(appended == some_rows().size());
    CHECK(read_file(daily.path()) == read_file(at_once.path()));
}

TEST_CASE("a file that can't be written is named") {
    CHECK_THROWS_WITH(growing_file("/dev/full", some_rows()), ContainsSubstring("/dev/full"));
}
