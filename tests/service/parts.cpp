#include <retrain/service/parts.hpp>

#include <service/toy_service.hpp>

#include <retrain/event/event_bus.hpp>

#include <support/catch.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// Keeps the number of rows that the live model learned from.
struct counts_rows {
    using policy_role = trigger_role;
    using events = type_list<ping>;
    std::shared_ptr<std::vector<std::string>> given = std::make_shared<std::vector<std::string>>();

    std::optional<reason> observe(ping const&, observation const&) noexcept { return {}; }
    std::string summarize(dataset_view rows) const { return std::to_string(rows.row_count()); }
    void compare_with(std::string_view summary) {
        given->emplace_back(summary);
        if (summary == "60") throw error{failure_reason::bad_data, "60 rows are too few"};
    }
};
static_assert(ReferenceTrigger<counts_rows>);

}  // namespace

TEST_CASE("a restart forgets neither the model nor the last run", "[service]") {
    surroundings world;
    REQUIRE(world.service()->retrain());
    auto const service = world.service();
    REQUIRE(service->live<toy>()->model().confidence == 0.9F);
    world.clock.advance(23h);
    (*service)(ping{});
    REQUIRE(world.runs().size() == 1);
    REQUIRE(service->stats().attempts == 1);
    REQUIRE(service->stats().promoted == 1);
    world.clock.advance(1h);
    (*service)(ping{});
    REQUIRE(world.runs().back().number == 2);
}

TEST_CASE("a restart remembers failures and what waits", "[service]") {
    surroundings world;
    *world.source.missing = true;
    (*world.service())(ping{});
    *world.source.missing = false;
    auto const service = world.service();
    event_bus bus;
    auto const connected = service->connect(bus);
    REQUIRE(world.runs().size() == 1);
    REQUIRE(service->can_retrain_now().refused->why == skip_reason::backing_off);
    world.clock.advance(1min);
    bus.publish(clock_tick{});
    REQUIRE(world.runs().size() == 2);
    REQUIRE(world.runs()[1].any_published());
}

TEST_CASE("a lost ledger does not forget the run that the model proves", "[service]") {
    surroundings world;
    REQUIRE(world.service()->retrain());
    world.ledger = memory_ledger{};
    auto const service = world.service();
    REQUIRE(service->can_retrain_now().refused->why == skip_reason::interval_not_over);
}

TEST_CASE("a last run in the future counts as now", "[service]") {
    surroundings world;
    REQUIRE(world.service()->retrain());
    world.clock.set(day(50));  // the clock was ten days ahead
    auto const service = world.service();
    REQUIRE(service->stats().last_run == day(50));
    world.clock.advance(24h);
    auto const ready = service->can_retrain_now();
    REQUIRE(ready);
    REQUIRE(ready.text == "a run may begin");
}

TEST_CASE("a damaged champion is passed over for the version before it", "[service]") {
    surroundings world;
    {
        auto const service = world.service();
        REQUIRE(service->retrain());
        world.trainer.script->confidence = 0.95F;
        REQUIRE(service->retrain());
    }
    world.store.models->files.at("toy/2").clear();
    auto const service = world.service();
    REQUIRE(service->live<toy>()->model().confidence == 0.9F);
    world.trainer.script->confidence = 0.97F;
    REQUIRE(service->retrain());
    REQUIRE(service->live<toy>()->generation() == 3);
}

TEST_CASE("what a trigger wants to know of the training rows travels with the model", "[service]") {
    surroundings world;
    counts_rows const counting;
    using service_type = retraining_service<counts_rows, toy_source, memory_store, memory_ledger,
                                            kept_history, virtual_clock, no_backup, toy>;
    {
        auto const service = world.make<service_type>(world.trainer, counting);
        REQUIRE(counting.given->empty());
        world.clock.set(day(110));
        REQUIRE(service->retrain());
        REQUIRE(service->live<toy>()->metadata().reference == "100");
        REQUIRE(*counting.given == std::vector<std::string>{"100"});
        world.trainer.script->confidence = 0.3F;
        REQUIRE(service->retrain());  // rejected: the live model is what it was
        REQUIRE(counting.given->size() == 1);
    }
    auto const service = world.make<service_type>(world.trainer, counting);  // over a restart
    REQUIRE(*counting.given == std::vector<std::string>{"100", "100"});

    world.store.models->manifests.at("toy").champion.metadata.reference = "60";
    auto const other = world.make<service_type>(world.trainer, counting);
    REQUIRE(other->live<toy>());  // that it throws stops nothing
}
