#include <retrain/service/admission.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <concepts>

using namespace retrain;
using namespace retrain::testing;

// A model becomes a validated one by the gate or by a person, and by nothing else.
static_assert(!std::constructible_from<validated<toy_model>, toy_model>);
static_assert(!std::constructible_from<validated<toy_model>, candidate<toy_model>>);
static_assert(!std::default_initializable<validated<toy_model>>);
static_assert(!std::constructible_from<validated<toy_model>, toy_model, char const*>);

TEST_CASE("the gate's verdict decides, and a refused candidate stays a candidate", "[admission]") {
    verdict says;
    candidate<toy_model> offered{{0.7F}};
    for (auto const kind : {decision_kind::reject, decision_kind::inconclusive}) {
        says.kind = kind;
        CHECK_FALSE(validated<toy_model>::by_merit(offered, says));
        CHECK(offered.judge.confidence == 0.7F);
    }
    for (auto const kind : {decision_kind::promote, decision_kind::no_baseline}) {
        says.kind = kind;
        auto winner = validated<toy_model>::by_merit(offered, says);
        REQUIRE(winner);
        CHECK(winner->judge().confidence == 0.7F);
        CHECK(winner->because().empty());
    }
}

TEST_CASE("a person needs a reason", "[admission]") {
    CHECK_THROWS_WITH(validated<toy_model>::by_person({{0.7F}}, " \n\t"),
                      ContainsSubstring("say why"));
    auto const forced = validated<toy_model>::by_person({{0.7F}}, "the market changed");
    CHECK(forced.because() == "the market changed");
}

TEST_CASE("the judge serves until there is a model trained on all rows", "[admission]") {
    auto winner = validated<toy_model>::by_person({{0.7F}}, "a test");
    CHECK_FALSE(winner.is_refit());
    CHECK(winner.live().confidence == 0.7F);
    winner.refit({0.8F});
    CHECK(winner.is_refit());
    CHECK(winner.live().confidence == 0.8F);
    CHECK(winner.judge().confidence == 0.7F);
}
