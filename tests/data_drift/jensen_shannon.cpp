#include <retrain/drift/jensen_shannon.hpp>

#include "samples.hpp"

#include <laws/distance.hpp>
#include <support/catch.hpp>

#include <array>
#include <cmath>
#include <numbers>

using retrain::jensen_shannon_distance;

TEST_CASE("the distance of known counts") {
    CHECK(jensen_shannon_distance(reference_counts, recent_counts) ==
          Approx(0.0680482).margin(5e-8));
    CHECK(jensen_shannon_distance(gappy_reference, gappy_recent) == Approx(0.27599057179159925));
    CHECK(jensen_shannon_distance(gappy_recent, gappy_reference) == Approx(0.27599057179159925));
    CHECK(jensen_shannon_distance(gappy_recent, gappy_recent) == 0);
}

TEST_CASE("it is bounded") {
    std::array const left{7.0, 0.0};
    std::array const right{0.0, 3.0};
    CHECK(jensen_shannon_distance(left, right) == Approx(std::sqrt(std::numbers::ln2)));
}

TEST_CASE("no rows and other cells have no Jensen-Shannon distance") {
    std::array const none{0.0, 0.0};
    std::array const some{1.0, 2.0};
    CHECK(std::isnan(jensen_shannon_distance(none, some)));
    CHECK(std::isnan(jensen_shannon_distance(some, none)));
    CHECK(std::isnan(jensen_shannon_distance(some, reference_counts)));
}

TEST_CASE("jensen_shannon keeps the laws of distances between shares") {
    auto const distance = [](auto a, auto b) { return jensen_shannon_distance(a, b); };
    CHECK(retrain::laws::compares_shares(distance, reference_counts, recent_counts));
    CHECK(retrain::laws::compares_shares(distance, recent_counts, reference_counts));
}
