#include <retrain/history/memory_history.hpp>

#include <laws/history.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using namespace retrain;

static_assert(HistorySink<memory_history> && requirement::HistoryRecordsSkips<memory_history>);
static_assert(std::is_default_constructible_v<memory_history>);

TEST_CASE("memory_history obeys the laws of sinks", "[history]") {
    memory_history sink;
    CHECK(laws::takes_anything(sink));
    CHECK(laws::only_appends(sink, [&] {
        std::string all;
        for (auto const& run : sink.runs()) all += std::to_string(run.number) + run.reason + '\n';
        return all;
    }));
}

TEST_CASE("memory_history shows what its copies recorded", "[history]") {
    memory_history ours;
    memory_history theirs{std::move(ours)};
    theirs.record(laws::full_run());
    theirs.record(laws::full_skip());
    REQUIRE(ours.runs().size() == 1);  // NOLINT(bugprone-use-after-move): moving copies
    CHECK(ours.runs().front().number == 12);
    CHECK(ours.runs().front().models.size() == 2);
    REQUIRE(ours.skips().size() == 1);
    CHECK(ours.skips().front().refused == laws::full_skip().refused);
    CHECK(memory_history{}.runs().empty());
}

TEST_CASE("memory_history keeps the latest records", "[history]") {
    memory_history sink{2};
    for (std::size_t number = 1; number != 5; ++number) {
        run_record run;
        run.number = number;
        sink.record(run);
        sink.record(skip_record{.service = std::to_string(number)});
    }
    REQUIRE(sink.runs().size() == 2);
    CHECK(sink.runs().front().number == 3);
    CHECK(sink.runs().back().number == 4);
    REQUIRE(sink.skips().size() == 2);
    CHECK(sink.skips().front().service == "3");
}

TEST_CASE("memory_history may be read while it records", "[history]") {
    memory_history const sink;
    std::size_t most = 0;
    {
        std::jthread const recorder{[mine = sink]() mutable {
            for (int i = 0; i != 100; ++i) mine.record(run_record{});
        }};
        while (most < 100) most = sink.runs().size();
    }
    CHECK(most == 100);
}
