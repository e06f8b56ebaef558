#include <retrain/event/analysis_completed.hpp>

#include <retrain/event/event_bus.hpp>
#include <retrain/trigger/at_least.hpp>
#include <retrain/trigger/on.hpp>

#include <support/catch.hpp>

using namespace retrain;

static_assert(analysis_completed::event_name == "analysis_completed");

TEST_CASE("an analysis carries its batch size to a trigger") {
    event_bus bus;
    on<analysis_completed, at_least<&analysis_completed::batch_size, 50>> const trigger;
    std::optional<reason> why;
    auto const token = bus.subscribe<analysis_completed>(
        [&](analysis_completed const& event) { why = trigger.observe(event, {}); });
    bus.publish(analysis_completed{.batch_size = 64});
    CHECK(why == reason{"analysis_completed", 64.0});
    bus.publish(analysis_completed{});
    CHECK(!why);
}
