#include <retrain/service/interventions.hpp>

#include <service/toy_service.hpp>

#include <support/catch.hpp>

#include <string>

using namespace retrain;
using namespace retrain::testing;

TEST_CASE("a rollback is what the next read serves, and is recorded", "[service]") {
    surroundings world;
    auto const service = world.service();
    REQUIRE_THROWS_AS(service->rollback<toy>("too early"), error);
    REQUIRE(service->retrain());
    world.trainer.script->confidence = 0.95F;
    REQUIRE(service->retrain());
    REQUIRE(service->rollback<toy>("bad on Mondays") == 3);
    REQUIRE(service->live<toy>()->model().confidence == 0.9F);
    REQUIRE(world.service()->live<toy>()->model().confidence == 0.9F);
    REQUIRE(world.runs().back().models[0].by_hand->because == "bad on Mondays");
    REQUIRE_THROWS_WITH(service->rollback("tyo", "typo"), ContainsSubstring("'tyo'"));
}

TEST_CASE("an act needs a model that there is, and a reason", "[service]") {
    surroundings world;
    auto const service = world.service();
    REQUIRE(service->retrain());
    world.trainer.script->confidence = 0.99F;
    REQUIRE(service->retrain());
    auto const said = [](auto const& act) {
        try {
            act();
        } catch (error const& refused) {
            REQUIRE(refused.why() == failure_reason::bad_parameter);
            return std::string{refused.what()};
        }
        return std::string{"nothing"};
    };
    REQUIRE(said([&] { service->rollback("tyo", "typo"); }) ==
            "no model is named 'tyo'; this service has: toy");
    REQUIRE(said([&] { service->rollback("toy", " "); }) ==
            "a rollback needs a reason, which the record keeps; say why");
    REQUIRE(said([&] { (void)service->open_candidate("tyo"); }) ==
            "no model is named 'tyo'; this service has: toy");
    REQUIRE(said([&] { service->pause(""); }) ==
            "to have the runs paused needs a reason, which the record keeps; say why");
    REQUIRE(service->live<toy>()->generation() == 2);
    REQUIRE(world.runs().size() == 2);
    REQUIRE_FALSE(service->paused());
    service->rollback("toy", "it is worse on Mondays");  // nothing of it blocks the next act
    REQUIRE(service->live<toy>()->generation() == 3);
}

TEST_CASE("a pause is recorded, skips what triggers want, and keeps what was asked for",
          "[service]") {
    surroundings world;
    auto const service = world.service();
    service->pause("stock split");
    REQUIRE(world.runs().back().reason == "paused: stock split");
    REQUIRE(service->paused()->because == "stock split");
    (*service)(ping{});
    REQUIRE(world.skips().back().refused.why == skip_reason::paused);
    REQUIRE(service->request("asked for"));
    REQUIRE(service->retrain().skipped->why == skip_reason::paused);
    REQUIRE_FALSE(service->live<toy>());
    service->resume("the prices are adjusted");
    REQUIRE(world.runs().size() == 3);
    REQUIRE(world.runs()[1].reason == "resumed: the prices are adjusted");
    REQUIRE(world.runs()[2].reason == "asked for");
    REQUIRE(service->live<toy>());
}

TEST_CASE("an approval of nothing says so, whatever the training data is", "[service]") {
    surroundings world;
    auto const service = world.service();
    REQUIRE(service->retrain());
    world.source.rows->labels.clear();  // what can't be loaded
    REQUIRE_THROWS_WITH(service->approve("toy", "looks right"), ContainsSubstring("waits for a"));
}
