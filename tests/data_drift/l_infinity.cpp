#include <retrain/drift/l_infinity.hpp>

#include "samples.hpp"

#include <laws/distance.hpp>
#include <support/catch.hpp>

using retrain::l_infinity_distance;

static_assert(l_infinity_distance(gappy_recent, gappy_recent) == 0);
static_assert(l_infinity_distance(gappy_recent, {}) != l_infinity_distance(gappy_recent, {}));

TEST_CASE("the largest change of a share") {
    CHECK(l_infinity_distance(reference_counts, recent_counts) == Approx(0.0454545).margin(5e-8));
    CHECK(l_infinity_distance(recent_counts, reference_counts) == Approx(0.0454545).margin(5e-8));
    CHECK(l_infinity_distance(gappy_reference, gappy_recent) == Approx(0.2666666666666666));
}

TEST_CASE("l_infinity keeps the laws of distances between shares") {
    auto const distance = [](auto a, auto b) { return l_infinity_distance(a, b); };
    CHECK(retrain::laws::compares_shares(distance, reference_counts, recent_counts));
    CHECK(retrain::laws::compares_shares(distance, recent_counts, reference_counts));
}
