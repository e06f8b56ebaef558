#include <retrain/service/publications.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

using namespace retrain;
using namespace retrain::testing;

TEST_CASE("a manifest tells what went live, the earliest first", "[service]") {
    model_manifest const manifest{.name = "toy",
                                  .generation = 6,  // a pin after the rollback to version 2
                                  .lives = {{5, 2, day(20), "too many buys"},
                                            {4, 4, day(4), ""},
                                            {2, 2, day(2), ""}}};
    auto const found = publications_of(manifest, "verdict", day(9));
    REQUIRE(found.size() == 3);
    for (auto const& run : found) {
        CHECK(run.service == "verdict");
        CHECK(run.number == 0);
        CHECK(run.started == run.finished);
        REQUIRE(run.models.size() == 1);
        CHECK(run.models[0].name == "toy");
        CHECK(run.models[0].published);
        CHECK(run.models[0].by_hand->kind == intervention_kind::recovery);
        CHECK_THAT(run.reason, ContainsSubstring("generation " +
                                                 std::to_string(run.models[0].generation)));
    }
    CHECK(found[0].models[0].generation == 2);
    CHECK(found[0].finished == day(2));
    CHECK(found[1].finished == day(4));
    CHECK(found[2].models[0].generation == 5);
    CHECK_THAT(found[2].reason, ContainsSubstring("too many buys"));
    CHECK(found[2].finished == day(9));  // the clock was ahead, and has been corrected
}

TEST_CASE("a store that does not note who was live tells nothing", "[service]") {
    CHECK(publications_of({.name = "toy", .generation = 3}, "verdict", day(9)).empty());
}
