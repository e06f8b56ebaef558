#include <retrain/source/inferred_features.hpp>

#include <support/catch.hpp>

#include <type_traits>

// It only names a choice.
static_assert(std::is_empty_v<retrain::inferred_features>);
static_assert(std::is_trivially_default_constructible_v<retrain::inferred_features>);

TEST_CASE("inferred features cost nothing") {
    struct holder {
        [[no_unique_address]] retrain::inferred_features choice;
        char rest;
    };
    CHECK(sizeof(holder) == 1);
}
