#include <quickstart/calendar.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <cstddef>
#include <vector>

using namespace quickstart;
using namespace std::chrono;

namespace {

/// The weekdays of three years.
std::vector<sys_days> trading_days() {
    std::vector<sys_days> days;
    for (sys_days day = 2001y / 1 / 1; day < sys_days{2004y / 1 / 1}; day += std::chrono::days{1})
        if (weekday{day} != Saturday && weekday{day} != Sunday) days.push_back(day);
    return days;
}

std::vector<std::size_t> batches(std::uint64_t seed) {
    std::vector<std::size_t> sizes;
    event_calendar calendar{seed};
    auto const days = trading_days();
    for (std::size_t i = 1; i < days.size(); ++i)
        if (auto const events = calendar.between(days[i - 1], days[i]); events.analysis)
            sizes.push_back(events.analysis->batch_size);
    return sizes;
}

}  // namespace

TEST_CASE("a backtest finishes on the first trading day of each quarter", "[quickstart]") {
    event_calendar calendar{1};
    auto const days = trading_days();
    std::vector<sys_days> finished;
    for (std::size_t i = 1; i < days.size(); ++i)
        if (calendar.between(days[i - 1], days[i]).backtest) finished.push_back(days[i]);
    REQUIRE(finished.size() == 11);
    REQUIRE(finished[0] == sys_days{2001y / 4 / 2});
    REQUIRE(finished[3] == sys_days{2002y / 1 / 1});
}

TEST_CASE("an analysis finishes on the first trading day of some weeks", "[quickstart]") {
    event_calendar calendar{1};
    auto const days = trading_days();
    event_counts counts;
    for (std::size_t i = 1; i < days.size(); ++i) {
        auto const events = calendar.between(days[i - 1], days[i]);
        counts.count(events);
        if (!events.analysis) continue;
        REQUIRE(weekday{days[i]} == Monday);
        REQUIRE(events.analysis->batch_size >= 10);
        REQUIRE(events.analysis->batch_size <= 90);
    }
    REQUIRE(counts.small_batches > 5);
    REQUIRE(counts.large_batches > 5);
    REQUIRE(counts.backtests == 11);
    REQUIRE(counts.reasons() == counts.backtests + counts.large_batches);

    // After a holiday on Monday the week begins on Tuesday, after one on Friday as ever.
    auto const some = [](sys_days yesterday, sys_days today) {
        event_calendar many{1};
        bool any = false;
        for (int i = 0; i < 100; ++i) any = any || many.between(yesterday, today).analysis;
        return any;
    };
    REQUIRE(some(2001y / 1 / 12, 2001y / 1 / 16));
    REQUIRE_FALSE(some(2001y / 1 / 15, 2001y / 1 / 16));
    REQUIRE_FALSE(some(2001y / 1 / 16, 2001y / 1 / 19));
}

TEST_CASE("the seed decides the events", "[quickstart]") {
    REQUIRE(batches(7) == batches(7));
    REQUIRE(batches(7) != batches(8));
}
