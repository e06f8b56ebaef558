#include <retrain/history/no_history.hpp>

#include <laws/history.hpp>
#include <support/catch.hpp>

#include <type_traits>

using namespace retrain;

static_assert(HistorySink<no_history> && requirement::HistoryRecordsSkips<no_history>);
static_assert(std::is_empty_v<no_history>);

TEST_CASE("no_history obeys the laws of sinks", "[history]") {
    no_history sink;
    CHECK(laws::takes_anything(sink));
}
