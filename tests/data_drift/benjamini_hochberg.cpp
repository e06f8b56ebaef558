#include <retrain/drift/benjamini_hochberg.hpp>

#include <support/catch.hpp>

#include <limits>

using retrain::benjamini_hochberg;

TEST_CASE("p-values are multiplied by the number of tests over their rank") {
    // Ascending: .005 .01 .03 .04 .5, times 5 over 1 to 5, none above the one after it.
    std::vector<double> const p{0.01, 0.04, 0.03, 0.005, 0.5};
    std::vector<double> const adjusted = benjamini_hochberg(p);
    CHECK(adjusted[0] == Approx(0.025));
    CHECK(adjusted[1] == Approx(0.05));
    CHECK(adjusted[2] == Approx(0.05));
    CHECK(adjusted[3] == Approx(0.025));
    CHECK(adjusted[4] == Approx(0.5));
}

TEST_CASE("a larger p-value never becomes the smaller one") {
    std::vector<double> const adjusted = benjamini_hochberg(std::vector<double>{0.04, 0.041, 0.9});
    CHECK(adjusted[0] == Approx(0.0615));
    CHECK(adjusted[1] == Approx(0.0615));
    CHECK(adjusted[2] == Approx(0.9));
}

TEST_CASE("what was not tested does not count") {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> const adjusted = benjamini_hochberg(std::vector<double>{nan, 0.03, nan});
    CHECK(std::isnan(adjusted[0]));
    CHECK(adjusted[1] == Approx(0.03));
    CHECK(std::isnan(adjusted[2]));
    CHECK(benjamini_hochberg({}).empty());
}
