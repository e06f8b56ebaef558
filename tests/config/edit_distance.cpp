#include <retrain/detail/edit_distance.hpp>

#include <support/catch.hpp>

using retrain::detail::edit_distance;

static_assert(edit_distance("", "") == 0);
static_assert(edit_distance("abc", "") == 3 && edit_distance("", "abc") == 3);
static_assert(edit_distance("RETRAIN_SEED", "RETRAIN_SEED") == 0);
static_assert(edit_distance("RETRAIN_SEDE", "RETRAIN_SEED") == 1);  // swapped
static_assert(edit_distance("RETRAIN_SED", "RETRAIN_SEED") == 1);   // left out
static_assert(edit_distance("RETRAIN_SEEED", "RETRAIN_SEED") == 1); // put in
static_assert(edit_distance("RETRAIN_SEAD", "RETRAIN_SEED") == 1);  // replaced
static_assert(edit_distance("kitten", "sitting") == 3);

TEST_CASE("the distance is the same from both sides", "[config]") {
    CHECK(edit_distance("RETRAIN_TIMEZONE", "RETRAIN_TIME_ZONE") == 1);
    CHECK(edit_distance("RETRAIN_TIME_ZONE", "RETRAIN_TIMEZONE") == 1);
}
