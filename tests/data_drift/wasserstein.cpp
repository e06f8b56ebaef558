#include <retrain/drift/wasserstein.hpp>

#include <laws/distance.hpp>
#include <support/catch.hpp>

#include <array>

using retrain::wasserstein_distance;

namespace {
// Expected values by scipy 1.10.
constexpr std::array<float, 8> eight{-2, -1.5F, 0.5F, 0.75F, 1.25F, 2.25F, 3, 8};
constexpr std::array<float, 5> five{-0.25F, 1, 2.5F, 4, 6};
static_assert(wasserstein_distance(eight, eight) == 0);
static_assert(wasserstein_distance(eight, {}) != wasserstein_distance(eight, {}));
}  // namespace

TEST_CASE("the area between two distribution functions") {
    CHECK(wasserstein_distance(eight, five) == Approx(1.61875));
    CHECK(wasserstein_distance(five, eight) == Approx(1.61875));
    std::array<float, 6> const tied{1, 2, 2, 3, 3, 3};
    std::array<float, 4> const other{2, 3, 3, 4};
    CHECK(wasserstein_distance(tied, other) == Approx(2.0 / 3));
}

TEST_CASE("a shift is as far as it is") {
    std::array<float, 4> const here{1, 2, 4, 8};
    std::array<float, 4> const there{101, 102, 104, 108};
    CHECK(wasserstein_distance(here, there) == Approx(100));
}

TEST_CASE("wasserstein keeps the laws of distances between samples") {
    auto const distance = [](auto a, auto b) { return retrain::wasserstein_distance(a, b); };
    CHECK(retrain::laws::compares_samples(distance, eight, five));
}
