#include <retrain/drift/hellinger.hpp>

#include "samples.hpp"

#include <laws/distance.hpp>
#include <support/catch.hpp>

#include <array>
#include <cmath>

using retrain::hellinger_distance;

TEST_CASE("the Hellinger distance of known counts") {
    CHECK(hellinger_distance(reference_counts, recent_counts) == Approx(0.0681277).margin(5e-8));
    CHECK(hellinger_distance(gappy_reference, gappy_recent) == Approx(0.3151290047827608));
    CHECK(hellinger_distance(gappy_recent, gappy_recent) == 0);
    std::array const left{7.0, 0.0};
    std::array const right{0.0, 3.0};
    CHECK(hellinger_distance(left, right) == Approx(1));
    CHECK(std::isnan(hellinger_distance(left, {})));
}

TEST_CASE("hellinger keeps the laws of distances between shares") {
    auto const distance = [](auto a, auto b) { return hellinger_distance(a, b); };
    CHECK(retrain::laws::compares_shares(distance, reference_counts, recent_counts));
    CHECK(retrain::laws::compares_shares(distance, recent_counts, reference_counts));
}
