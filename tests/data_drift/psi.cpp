#include <retrain/drift/psi.hpp>

#include "samples.hpp"

#include <laws/distance.hpp>
#include <support/catch.hpp>

#include <array>

using retrain::psi;

TEST_CASE("the index of known counts") {
    CHECK(psi(reference_counts, recent_counts) == Approx(0.0372184).margin(5e-8));
    CHECK(psi(recent_counts, reference_counts) == Approx(0.0372184).margin(5e-8));
    CHECK(psi(reference_counts, reference_counts) == 0);
}

TEST_CASE("an empty cell counts as half a row, and as nothing where both are empty") {
    std::array const reference{50.0, 50.0, 0.0, 0.0};
    std::array const recent{20.0, 16.0, 4.0, 0.0};
    double const expected = (0.4 - 0.5) * std::log(0.4 / 0.5) +
                            (0.1 - 0.005) * std::log(0.1 / 0.005);
    CHECK(psi(reference, recent) == Approx(expected));
}

TEST_CASE("no rows and other cells have no index") {
    std::array const none{0.0, 0.0};
    std::array const some{1.0, 2.0};
    CHECK(std::isnan(psi(none, some)));
    CHECK(std::isnan(psi(some, none)));
    CHECK(std::isnan(psi(some, reference_counts)));
    CHECK(std::isnan(psi({}, {})));
}

TEST_CASE("psi keeps the laws of distances between shares") {
    auto const distance = [](auto a, auto b) { return psi(a, b); };
    CHECK(retrain::laws::compares_shares(distance, reference_counts, recent_counts));
    CHECK(retrain::laws::compares_shares(distance, recent_counts, reference_counts));
}
