#include <retrain/drift/chi_squared.hpp>

#include "samples.hpp"

#include <laws/distance.hpp>
#include <support/catch.hpp>

#include <array>

using namespace retrain;

TEST_CASE("the fit of known counts") {
    auto const fit = chi_squared_test(reference_counts, recent_counts);
    CHECK(fit.statistic == Approx(3.174603).margin(5e-7));
    CHECK(fit.degrees_of_freedom == 5);
    CHECK(fit.p_value == Approx(0.6730876006966301));
}

TEST_CASE("the reference is scaled to the recent rows") {
    std::array const reference{100.0, 300.0};
    std::array const recent{15.0, 25.0};  // 10 and 30 expected
    auto const fit = chi_squared_test(reference, recent);
    CHECK(fit.statistic == Approx(25.0 / 10 + 25.0 / 30));
    CHECK(fit.degrees_of_freedom == 1);
}

TEST_CASE("tail probabilities") {
    CHECK(chi_squared_p_value(0.5, 1) == Approx(4.79500122e-01).epsilon(1e-8));
    CHECK(chi_squared_p_value(3.84, 1) == Approx(5.00435212e-02).epsilon(1e-8));
    CHECK(chi_squared_p_value(20, 3) == Approx(1.69742436e-04).epsilon(1e-8));
    CHECK(chi_squared_p_value(60, 7) == Approx(1.50955530e-10).epsilon(1e-8));
    CHECK(chi_squared_p_value(0, 3) == 1);
    CHECK(chi_squared_p_value(3, 0) == 1);
}

TEST_CASE("cells that nobody filled do not count, new ones count without end") {
    std::array const reference{10.0, 0.0, 10.0, 0.0};
    std::array const same{5.0, 0.0, 5.0, 0.0};
    CHECK(chi_squared_test(reference, same).degrees_of_freedom == 1);
    CHECK(chi_squared_test(reference, same).p_value == 1);
    std::array const fresh{5.0, 1.0, 5.0, 0.0};
    CHECK(chi_squared_test(reference, fresh).statistic == std::numeric_limits<double>::infinity());
    CHECK(chi_squared_test(reference, fresh).p_value == 0);
    std::array const one{4.0};
    CHECK(chi_squared_test(one, one).p_value == 1);
    CHECK(std::isnan(chi_squared_test(reference, one).p_value));
    CHECK(std::isnan(chi_squared_test({}, {}).statistic));
}

TEST_CASE("chi_squared a row keeps the laws of distances between shares") {
    auto const distance = [](std::span<double const> a, std::span<double const> b) {
        double rows = 0;
        for (double const count : b) rows += count;
        return chi_squared_test(a, b).statistic / rows;
    };
    CHECK(retrain::laws::compares_shares(distance, reference_counts, recent_counts));
}
