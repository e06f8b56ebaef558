#include <retrain/event/backtest_completed.hpp>

#include <retrain/event/event_bus.hpp>

#include <support/catch.hpp>

using namespace retrain;

static_assert(backtest_completed::event_name == "backtest_completed");

TEST_CASE("a backtest says what was tested") {
    event_bus bus;
    bus.keep_history<backtest_completed>(1);
    bus.publish(backtest_completed{.strategy = "momentum", .trades = 120});
    CHECK(bus.history<backtest_completed>().at(0).strategy == "momentum");
    CHECK(bus.history<backtest_completed>().at(0).trades == 120);
}
