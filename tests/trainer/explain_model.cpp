#include <retrain/trainer/explain_model.hpp>

#include <support/catch.hpp>

#include "class_shares.hpp"

// What it says of a model that lacks something is compiled in tests/compile/model.
static_assert(retrain::explain_model<retrain::testing::class_shares>());

TEST_CASE("a model that lacks nothing needs no explanation") {
    CHECK(retrain::explain_model<retrain::testing::class_shares>());
}
