#include <retrain/event/clock_tick.hpp>

#include <retrain/event/event_bus.hpp>

#include <support/catch.hpp>

using namespace retrain;

static_assert(clock_tick::event_name == "clock_tick");

TEST_CASE("a tick carries the time, as far back and ahead as it goes") {
    event_bus bus;
    std::vector<time_point> seen;
    auto const token =
        bus.subscribe<clock_tick>([&](clock_tick const& tick) { seen.push_back(tick.now); });
    bus.publish(clock_tick{time_point::max()});
    bus.publish(clock_tick{time_point{std::chrono::seconds{-1}}});
    CHECK(seen == std::vector{time_point::max(), time_point{std::chrono::seconds{-1}}});
}
