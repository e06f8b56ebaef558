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
struct wide_model : toy_model {
    [[nodiscard]] static wide_model load(std::span<std::byte const>) { return {}; }
    [[nodiscard]] static std::size_t feature_count() noexcept { return 7; }
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

TEST_CASE("one row is one row, and any other number of values is refused", "[live_model]") {
    model_version version;
    version.metadata.classes = {"buy", "avoid"};
    version.metadata.features = {"momentum"};
    live_model<toy_model> const one{toy_model{}, "means", version, 1};
    for (std::size_t const count : {0U, 2U, 4U})
        REQUIRE_THROWS_WITH(one.predict(std::vector<float>(count)),
                            "model 'means' reads one row of 1 feature (momentum); got " +
                                std::to_string(count) + " values");
    try {
        (void)one.predict(std::vector<float>{});
    } catch (error const& refused) {
        REQUIRE(refused.why() == failure_reason::bad_data);
    }
    REQUIRE(one.predict_proba(std::span<float const>{}).empty());

    live_model<wide_model> const nameless{wide_model{}, "wide", version, 1};
    REQUIRE_THROWS_WITH(nameless.predict(std::vector{1.0F}),
                        "model 'wide' reads one row of 7 features; got 1 value");
    REQUIRE_THROWS_WITH(nameless.predict_proba(std::vector(8, 1.0F)),
                        "model 'wide' reads rows of 7 features; 8 values are no whole rows");
    version.metadata.features = {"a", "b", "c", "d", "e", "f", "g"};
    live_model<wide_model> const wide{wide_model{}, "wide", version, 1};
    REQUIRE_THROWS_WITH(
        wide.predict(std::vector(14, 1.0F)),
        "model 'wide' reads one row of 7 features (a, b, c, d, e and 2 more); got 14 values");
}
