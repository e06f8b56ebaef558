#include <retrain/serve/live_model.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

using namespace retrain;
using namespace retrain::testing;

namespace {
struct features {
    float signal;
};
struct other_features {
    float noise;
};
}  // namespace
BOOST_HANA_ADAPT_STRUCT(features, signal);
BOOST_HANA_ADAPT_STRUCT(other_features, noise);

TEST_CASE("a live model answers rows and structs with a label", "[live_model]") {
    model_version version;
    version.metadata.classes = {"buy", "avoid"};
    version.metadata.fingerprint = fingerprint_of<features>;
    live_model<toy_model> const live{toy_model{0.75F}, "toy", version, 3};

    auto const answer = live.predict(features{.signal = 1});
    REQUIRE(answer.label == "avoid");
    REQUIRE(answer.best == 1);
    REQUIRE(answer.probability() == 0.75F);
    REQUIRE(live.predict(std::array{0.0F}).label == "buy");
    REQUIRE(live.predict_proba(std::array{0.0F, 1.0F}) ==
            std::vector{0.75F, 0.25F, 0.25F, 0.75F});
    REQUIRE_THROWS_WITH(live.predict(other_features{}), ContainsSubstring("other columns"));
    REQUIRE(live.generation() == 3);
}
