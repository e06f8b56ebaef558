#include <retrain/drift/l_infinity.hpp>

#include "samples.hpp"

#include <support/catch.hpp>

using retrain::l_infinity_distance;

static_assert(l_infinity_distance(gappy_recent, gappy_recent) == 0);
static_assert(l_infinity_distance(gappy_recent, {}) != l_infinity_distance(gappy_recent, {}));

TEST_CASE("the largest change of a share") {
    CHECK(l_infinity_distance(reference_counts, recent_counts) == Approx(0.0454545).margin(5e-8));
    CHECK(l_infinity_distance(recent_counts, reference_counts) == Approx(0.0454545).margin(5e-8));
    CHECK(l_infinity_distance(gappy_reference, gappy_recent) == Approx(0.2666666666666666));
}
