// What a part of the program's own throws beside runs, at the start and the end, reaches nobody else:
// see docs/isolation.md, whose lines the tests here show.
#include "mishaps.hpp"

#include <retrain/event/event_bus.hpp>

#include <support/catch.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

using world_type = frail_world<frail_service<>>;

TEST_CASE("a start in which everything throws goes on with what there is", "[isolation]") {
    for (std::string_view const place :
         {"ledger.load", "store.recover", "store.find", "store.read", "store.candidates",
          "model.load", "trigger.restore", "trigger.compare_with"})
        for (auto const& way : ways) {
            CAPTURE(place, way.text);
            world_type world;
            world.service.reset();
            mishaps::set(place, way.act);
            REQUIRE_NOTHROW(world.start());
            bool const nothing_serves =
                place == "store.find" || place == "store.read" || place == "model.load";
            REQUIRE((world.service->live<frail_trainer>() == nullptr) == nothing_serves);
            REQUIRE(world.log.kept->errors.size() == 1);
            mishaps::clear();
            REQUIRE(world.service->retrain());
            REQUIRE(world.generation() == 2);
            REQUIRE(world.served() == 0.95F);
        }
}

TEST_CASE("the end of a service throws nothing", "[isolation]") {
    for (std::string_view const place : {"trigger.save", "ledger.save", "history.record(skip)"})
        for (auto const& way : ways) {
            CAPTURE(place, way.text);
            world_type world;
            mishaps::set(place, way.act);
            REQUIRE_NOTHROW(world.service.reset());
        }
}

TEST_CASE("a person's act that fails throws, changes nothing and blocks nothing", "[isolation]") {
    for (auto const& way : ways) {
        world_type world;
        REQUIRE(world.service->retrain("second"));
        world.promise(0.6F);
        REQUIRE(world.service->retrain("rejected").run.models[0].candidate == 1);
        auto const go_back = [&] { return world.service->rollback<frail_trainer>("why not"); };
        auto const force = [&] { return world.service->force_promote("frail", "why not"); };
        auto const while_it_throws = [&](std::string_view place, auto const& act) {
            mishaps::set(place, way.act);
            REQUIRE_THROWS(act());
            mishaps::clear();
        };
        while_it_throws("store.read", go_back);
        while_it_throws("store.read", force);
        while_it_throws("source.load", force);
        while_it_throws("backup.preserve", force);
        REQUIRE(world.served() == 0.95F);
        REQUIRE(world.generation() == 2);
        REQUIRE(world.ledger.saved->failed == 0);
        REQUIRE(force().published);
        REQUIRE(world.served() == 0.6F);
        REQUIRE(go_back() == 4);
        REQUIRE(world.served() == 0.95F);
    }
}

TEST_CASE("a handler that throws is the bus's to report", "[isolation]") {
    for (auto const& way : ways) {
        world_type world;
        std::vector<std::string> reported;
        event_bus bus{[&](log_level, std::string_view text) { reported.emplace_back(text); }};
        int heard = 0;
        auto const broken =
            bus.subscribe<frail_service<>::completed>([&](auto const&) { way.act(); });
        auto const whole = bus.subscribe<frail_service<>::completed>([&](auto const&) { ++heard; });
        auto const line = world.service->connect(bus);
        bus.publish(ping{});
        REQUIRE(heard == 1);
        REQUIRE(reported.size() == 1);
        REQUIRE(world.served() == 0.95F);
        REQUIRE(world.runs()[0].warnings.empty());
    }
}

TEST_CASE("a progress listener that throws is told no more of that training", "[isolation]") {
    for (auto const& way : ways) {
        world_type world;
        std::size_t told = 0;
        world.service->on_progress([&](training_progress const&) {
            ++told;
            way.act();
        });
        REQUIRE(world.service->retrain());
        REQUIRE(told == 2);  // once for the judge, once for the live model
        REQUIRE(world.said(way.text));
        REQUIRE(world.served() == 0.95F);
    }
}

TEST_CASE("a model that throws while it serves throws to its caller", "[isolation]") {
    for (auto const& way : ways) {
        world_type world;
        mishaps::set("model.predict_proba", way.act);
        std::array const row{0.0F};
        REQUIRE_THROWS((void)world.service->live<frail_trainer>()->predict_proba(row));
        mishaps::clear();
        REQUIRE(world.service->live<frail_trainer>()->predict_proba(row)[0] == 0.9F);
    }
}
