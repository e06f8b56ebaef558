// What a part of the program's own throws ends at most its run: see docs/isolation.md, whose lines
// the tests here show.
#include "mishaps.hpp"

#include <retrain/event/event_bus.hpp>
#include <retrain/promotion/await_approval.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

using world_type = frail_world<frail_service<>>;
static_assert(noexcept(std::declval<frail_service<>&>()(ping{})), "nothing throws out of an event");

void tick(world_type& world) { (*world.service)(clock_tick{world.clock.now()}); }

/// The failed run counts and is tried again after the back-off; its interval is not consumed.
void require_to_be_tried_again(world_type& world, std::size_t runs_before) {
    auto const& book = *world.ledger.saved;
    REQUIRE(book.failed == 1);
    REQUIRE(book.failures == 1);
    REQUIRE(book.last_run == day(60));
    REQUIRE(book.last_failure == world.clock.now());
    REQUIRE(book.pending);
    REQUIRE(book.pending->not_before == world.clock.now() + 60s);
    REQUIRE(world.service->can_retrain_now().refused->why == skip_reason::backing_off);
    mishaps::clear();
    tick(world);
    REQUIRE(world.runs().size() == runs_before);
    world.clock.advance(60s);
    tick(world);
    REQUIRE(world.runs().size() == runs_before + 1);
    REQUIRE(world.runs().back().reason.starts_with("next try of run 2: "));
    REQUIRE(world.runs().back().models[0].published);
    REQUIRE(world.served() == 0.95F);
    REQUIRE(world.ledger.saved->failures == 0);
    REQUIRE_FALSE(world.ledger.saved->pending);
}

}  // namespace

TEST_CASE("what ends a run leaves the old model and is tried again", "[isolation]") {
    for (std::string_view const place :
         {"source.load", "filter.judge", "data_gate.check", "split.split", "window.begin",
          "store.try_lock", "store.writable"})
        for (auto const& way : ways) {
            CAPTURE(place, way.text);
            world_type world;
            mishaps::set(place, way.act);
            (*world.service)(ping{});
            REQUIRE(world.runs().size() == 1);
            REQUIRE(world.runs()[0].failure);
            REQUIRE(world.runs()[0].failure->why == way.why);
            REQUIRE_THAT(world.runs()[0].failure->text, ContainsSubstring(std::string{way.text}));
            REQUIRE(world.said(way.text));
            REQUIRE(world.served() == 0.9F);
            REQUIRE(world.generation() == 1);
            require_to_be_tried_again(world, 1);
        }
}

TEST_CASE("what ends the run of one model leaves the old one and is tried again", "[isolation]") {
    for (std::string_view const place :
         {"trainer.train", "model.predict_proba", "model.save", "model.load", "trigger.summarize",
          "backup.preserve", "store.read", "store.publish", "store.candidates"})
        for (auto const& way : ways) {
            CAPTURE(place, way.text);
            world_type world;
            mishaps::set(place, way.act);
            auto const report = world.service->retrain("by hand");
            REQUIRE_FALSE(report);
            REQUIRE_FALSE(report.run.failure);
            REQUIRE(report.run.models.size() == 1);
            REQUIRE(report.run.models[0].failure->why == way.why);
            REQUIRE_THAT(report.run.models[0].failure->text,
                         ContainsSubstring(std::string{way.text}));
            REQUIRE_THAT(report.text, ContainsSubstring(std::string{way.text}));
            REQUIRE(world.runs()[0].models[0].failure->why == way.why);
            REQUIRE(world.said(way.text));
            mishaps::clear();
            REQUIRE(world.served() == 0.9F);
            REQUIRE(world.generation() == 1);
            require_to_be_tried_again(world, 1);
        }
}

TEST_CASE("what goes wrong beside a run is told and ends nothing", "[isolation]") {
    for (std::string_view const place :
         {"store.find", "trigger.save", "trigger.compare_with", "ledger.save",
          "history.record(run)", "history.record(skip)"})
        for (auto const& way : ways) {
            CAPTURE(place, way.text);
            world_type world;
            mishaps::set(place, way.act);
            (*world.service)(ping{});
            REQUIRE(world.served() == 0.95F);
            (*world.service)(ping{});  // a skip
            REQUIRE(world.said(way.text));
            REQUIRE(world.service->stats().failed == 0);
            REQUIRE(world.service->stats().promoted == 2);
            mishaps::clear();
            world.clock.advance(25h);
            world.promise(0.97F);
            (*world.service)(ping{});
            REQUIRE(world.served() == 0.97F);
            REQUIRE(world.ledger.saved->promoted == 3);
            REQUIRE(world.ledger.saved->skips.at("interval_not_over") == 1);
        }
}

TEST_CASE("a sink that throws is in the report and in the announcement", "[isolation]") {
    world_type world;
    event_bus bus;
    std::vector<std::string> warnings;
    auto const listening = bus.subscribe<frail_service<>::completed>(
        [&](auto const& news) { warnings = news.run.warnings; });
    auto const line = world.service->connect(bus);
    mishaps::set("history.record(run)", ways[1].act);
    auto const report = world.service->retrain();
    REQUIRE(report);
    REQUIRE(report.run.warnings ==
            std::vector<std::string>{"the history did not record this run: it is broken"});
    REQUIRE(warnings == report.run.warnings);
}

TEST_CASE("a rejected candidate that can't be kept is no failure", "[isolation]") {
    for (std::string_view const place : {"store.keep", "model.save"})
        for (auto const& way : ways) {
            CAPTURE(place, way.text);
            world_type world;
            world.promise(0.6F);
            mishaps::set(place, way.act);
            auto const report = world.service->retrain();
            REQUIRE(report);
            REQUIRE(report.run.models[0].verdict->why == verdict_reason::not_better);
            REQUIRE_FALSE(report.run.models[0].kept);
            REQUIRE(world.said("the rejected candidate is not kept: "));
            REQUIRE(world.said(way.text));
        }
}

TEST_CASE("a candidate that can't be closed fails its model, until it can", "[isolation]") {
    for (auto const& way : ways) {
        frail_world<frail_service<await_approval<>>> world;
        world.clock.advance(24h * 8);
        mishaps::set("store.settle", way.act);
        auto const report = world.service->retrain();
        REQUIRE(report.run.models[0].failure->why == way.why);
        REQUIRE(world.store.models->candidates.at("frail")[0].state == candidate_state::waiting);
        mishaps::clear();
        REQUIRE(world.service->retrain());
        REQUIRE(world.store.models->candidates.at("frail")[1].state == candidate_state::expired);
    }
}

TEST_CASE("a candidate that can't be taken off the list went live all the same", "[isolation]") {
    for (auto const& way : ways) {
        CAPTURE(way.text);
        frail_world<frail_service<await_approval<>>> world;
        mishaps::set("store.settle", way.act);
        REQUIRE(world.service->approve("frail", "it held").published);
        REQUIRE(world.generation() == 1);
        REQUIRE(world.runs().size() == 1);
        REQUIRE(world.runs()[0].reason == "approval: it held");
        REQUIRE(world.said("stays open until the next run, though it is live"));
        REQUIRE(world.said(way.text));
    }
}

TEST_CASE("a store that throws after its commit has published", "[isolation]") {
    for (auto const& way : ways) {
        world_type world;
        mishaps::set("store.published", way.act);
        REQUIRE(world.service->retrain().run.models[0].failure->why == way.why);
        REQUIRE(world.served() == 0.9F);  // until somebody looks at the store again
        mishaps::clear();
        world.promise(0.6F);
        world.clock.advance(60s);
        tick(world);
        REQUIRE(world.served() == 0.95F);
        REQUIRE(world.generation() == 2);
    }
}
