#include <retrain/drift/ks.hpp>

#include <laws/distance.hpp>
#include <support/catch.hpp>

#include <array>

using namespace retrain;

namespace {
// Expected values by scipy 1.10: ks_2samp(method="exact") and kstwobign.
constexpr std::array<float, 8> eight{-2, -1.5F, 0.5F, 0.75F, 1.25F, 2.25F, 3, 8};
constexpr std::array<float, 5> five{-0.25F, 1, 2.5F, 4, 6};
static_assert(ks_distance(eight, five) > 0.3499999 && ks_distance(eight, five) < 0.3500001);
static_assert(ks_distance(eight, eight) == 0);
static_assert(ks_distance(five, {}) != ks_distance(five, {}));
static_assert(ks_exact_p_value(0, 3, 4) == 1);
static_assert(ks_exact_p_value(1, 1, 1) == 1);
}  // namespace

TEST_CASE("the distance between two samples") {
    CHECK(ks_distance(eight, five) == Approx(0.35));
    CHECK(ks_distance(five, eight) == Approx(0.35));
    std::array<float, 6> const tied{1, 2, 2, 3, 3, 3};
    std::array<float, 4> const other{2, 3, 3, 4};
    CHECK(ks_distance(tied, other) == Approx(0.25));
    std::array<float, 2> const apart{20, 30};
    CHECK(ks_distance(tied, apart) == 1);
}

TEST_CASE("exact p-values") {
    CHECK(ks_p_value(0.35, 8, 5) == Approx(0.7692307692307693));
    CHECK(ks_p_value(0.5, 8, 5) == Approx(0.3162393162393163));
    CHECK(ks_p_value(0.5, 5, 8) == Approx(0.3162393162393163));
    CHECK(ks_p_value(0.25, 6, 4) == Approx(0.9952380952380953));
    CHECK(ks_p_value(1.0 / 3, 30, 40) == Approx(0.03567105794761462));
    CHECK(ks_p_value(0.2, 1000, 60) == Approx(0.018499523604226298));
    CHECK(ks_p_value(0.2, 200, 200) == Approx(0.000648608042418048));
    CHECK(ks_p_value(6.0 / 7, 7, 7) == Approx(0.008158508158508158));
    CHECK(ks_p_value(1, 7, 7) == Approx(2.0 / 3432));  // two of the paths
    CHECK(ks_p_value(1, 60, 60) == Approx(2.0 / 9.6614908840363323e34).epsilon(1e-9));
    CHECK(std::isnan(ks_p_value(0.5, 0, 5)));
}

TEST_CASE("asymptotic p-values") {
    CHECK(ks_asymptotic_p_value(0) == 1);
    CHECK(ks_asymptotic_p_value(0.3) == Approx(0.9999906941986655).epsilon(1e-9));
    CHECK(ks_asymptotic_p_value(0.5) == Approx(0.9639452436648751).epsilon(1e-9));
    CHECK(ks_asymptotic_p_value(0.9) == Approx(0.3927307079406543).epsilon(1e-9));
    CHECK(ks_asymptotic_p_value(1.17) == Approx(0.12939004218561884).epsilon(1e-9));
    CHECK(ks_asymptotic_p_value(1.19) == Approx(0.11774229287977166).epsilon(1e-9));
    CHECK(ks_asymptotic_p_value(1.358102) == Approx(0.04999908722369834).epsilon(1e-9));
    CHECK(ks_asymptotic_p_value(2.5) == Approx(7.453306344157342e-06).epsilon(1e-9));
    CHECK(ks_asymptotic_p_value(5) == Approx(3.8574996959278356e-22).epsilon(1e-9));
}

TEST_CASE("large samples take the asymptotic p-value, and it is close to the exact one") {
    double const exact = ks_exact_p_value(0.05, 1000, 1000);
    CHECK(ks_p_value(0.05, 1000, 1000) == exact);
    CHECK(exact == Approx(ks_asymptotic_p_value(0.05 * std::sqrt(500.0))).epsilon(0.05));
    CHECK(ks_p_value(0.05, 1250, 1000) ==
          Approx(ks_asymptotic_p_value(0.05 * std::sqrt(5000.0 / 9))).epsilon(1e-12));
    CHECK(ks_p_value(0.05, 1250, 1000) != Approx(ks_exact_p_value(0.05, 1250, 1000)).epsilon(1e-6));
}

TEST_CASE("critical values") {
    CHECK(ks_critical_value(0.05) == Approx(1.358102).epsilon(1e-6));
    CHECK(ks_critical_value(0.01) == Approx(1.627624).epsilon(1e-6));
    CHECK(ks_asymptotic_p_value(ks_critical_value(0.05)) == Approx(0.05).epsilon(1e-4));
}

TEST_CASE("ks keeps the laws of distances between samples") {
    auto const distance = [](auto a, auto b) { return retrain::ks_distance(a, b); };
    CHECK(retrain::laws::compares_samples(distance, eight, five));
}
