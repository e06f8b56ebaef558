#include <retrain/core/trading_days.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <vector>

namespace {

using namespace retrain;
using namespace std::chrono_literals;

constexpr std::chrono::sys_days monday = std::chrono::year{2024} / 1 / 1;

/// Rows that enter at `entries` after the first Monday, in days, and end `exit_after` later.
dataset rows_at(std::vector<std::chrono::nanoseconds> const& entries,
                std::vector<std::chrono::nanoseconds> const& exits) {
    dataset rows;
    for (std::size_t row = 0; row < entries.size(); ++row) {
        rows.labels.push_back(0);
        rows.entry.push_back(monday + entries[row]);
        rows.exit.push_back(monday + exits[row]);
    }
    return rows;
}

TEST_CASE("the horizon counts trading days, not days") {
    // Entered on each working day for two weeks, each label five working days, one week, long.
    std::vector<std::chrono::nanoseconds> entries, exits;
    for (int week = 0; week < 2; ++week)
        for (int day = 0; day < 5; ++day) {
            entries.push_back(std::chrono::days{7 * week + day});
            exits.push_back(entries.back() + std::chrono::days{7});
        }
    dataset const rows = rows_at(entries, exits);
    trading_days const days = trading_days_of(rows.view());
    CHECK(days.dates.size() == 10);
    CHECK(days.horizon == 5);
    CHECK(days.maturing == std::chrono::days{7});
    CHECK(days.place_of(monday + std::chrono::days{7} + 3h) == 5);
}

TEST_CASE("a row of one horizon later begins when or after a label ends") {
    auto const horizon = [](std::vector<std::chrono::nanoseconds> const& entries,
                            std::vector<std::chrono::nanoseconds> const& exits) {
        dataset const rows = rows_at(entries, exits);
        return trading_days_of(rows.view()).horizon;
    };
    CHECK(horizon({0h, 24h, 48h}, {0h, 24h, 48h}) == 1);
    CHECK(horizon({0h, 24h, 48h}, {24h, 48h, 72h}) == 1);
    CHECK(horizon({0h, 24h, 48h}, {25h, 25h, 72h}) == 2);
    CHECK(horizon({9h, 33h, 57h}, {16h, 40h, 64h}) == 1);   // over by the evening
    CHECK(horizon({15h, 33h, 57h}, {34h, 40h, 64h}) == 2);  // into the next day's first entry
    // An exit on a day without entries: three dates on is the first that begins after it.
    CHECK(horizon({0h, 72h, 96h, 144h}, {120h, 72h, 96h, 144h}) == 3);
    // The row that looks furthest counts, and several rows of a date count once.
    CHECK(horizon({0h, 1h, 24h, 48h, 72h}, {24h, 70h, 48h, 48h, 72h}) == 3);
}

TEST_CASE("rows without dates have no days") {
    dataset rows;
    rows.labels = {0, 0};
    trading_days const days = trading_days_of(rows.view());
    CHECK(days.dates.empty());
    CHECK(days.horizon == 1);
    CHECK_FALSE(days.expect(3, monday));
}

TEST_CASE("further days are expected at the pace of those that were") {
    // Every second day, labels of four days.
    dataset const rows = rows_at({0h, 48h, 96h}, {96h, 144h, 192h});
    trading_days const days = trading_days_of(rows.view());
    CHECK(days.expect(0, monday) == monday + std::chrono::days{8});
    CHECK(days.expect(3, monday) == monday + std::chrono::days{14});
    // The clock is ahead of the rows: nothing more can be known before now.
    CHECK(days.expect(3, monday + std::chrono::days{30}) == monday + std::chrono::days{36});
    dataset const one = rows_at({0h}, {24h});
    CHECK(trading_days_of(one.view()).expect(2, monday) == monday + std::chrono::days{3});
}

}  // namespace
