#include <retrain/validation/paired_test.hpp>

#include <support/catch.hpp>
#include <validation/held_out_rows.hpp>

#include <array>
#include <cmath>
#include <vector>

namespace {

using retrain::combined_p_value;
using retrain::paired_t_test;

TEST_CASE("the p-value of a paired t test") {
    // scipy.stats.ttest_1samp(gains, 0, alternative='greater')
    constexpr std::array gains{0.3, -0.1, 0.2, 0.5, 0.1, -0.2, 0.4, 0.05};
    CHECK(paired_t_test(gains) == Approx(0.05478077).epsilon(1e-6));
    std::vector<double> losses;
    for (double const gain : gains) losses.push_back(-gain);
    CHECK(paired_t_test(losses) == Approx(1 - paired_t_test(gains)));
}

TEST_CASE("the power of 25 units at alpha .05") {
    // Of gains of 0.2, 0.4 and 0.6 standard deviations of a unit: about .26, .60 and .89. The
    // noncentral t distribution has .2505, .6173 and .8978.
    retrain::testing::uniform_numbers uniform{7};
    auto const normal = [&] {
        double const radius = std::sqrt(-2 * std::log(1 - uniform()));
        return radius * std::cos(6.283185307179586 * uniform());
    };
    constexpr int runs = 4'000;
    struct { double gain; double about; double power; } const table[] = {
        {0.2, 0.26, 0.2505}, {0.4, 0.60, 0.6173}, {0.6, 0.89, 0.8978}, {0, 0.05, 0.05}};
    for (auto const& [gain, about, power] : table) {
        int shown = 0;
        for (int run = 0; run < runs; ++run) {
            std::array<double, 25> units;
            for (double& unit : units) unit = gain + normal();
            shown += paired_t_test(units) < 0.05 ? 1 : 0;
        }
        CHECK(static_cast<double>(shown) / runs == Approx(power).margin(0.02));
        CHECK(static_cast<double>(shown) / runs == Approx(about).margin(0.03));
    }
}

TEST_CASE("no spread is certain, no difference is no evidence") {
    CHECK(paired_t_test(std::array{0.25, 0.25, 0.25}) == 0.0);
    CHECK(paired_t_test(std::array{-0.25, -0.25, -0.25}) == 1.0);
    CHECK(paired_t_test(std::array{0.0, 0.0, 0.0}) == 0.5);
}

TEST_CASE("what can't be tested has no p-value") {
    CHECK(std::isnan(paired_t_test({})));
    CHECK(std::isnan(paired_t_test(std::array{1.0})));
    CHECK(std::isnan(paired_t_test(std::array{1.0, std::nan(""), 2.0})));
    CHECK(std::isnan(combined_p_value({})));
    CHECK(std::isnan(combined_p_value(std::array{0.1, std::nan("")})));
}

TEST_CASE("tests that agree combine to what they say") {
    for (double const p : {1e-12, 1e-6, 0.001, 0.05, 0.3, 0.5, 0.9, 0.999})
        CHECK(combined_p_value(std::array{p, p, p}) == Approx(p).epsilon(1e-9));
    CHECK(combined_p_value(std::array{0.5, 0.5}) == Approx(0.5));
    CHECK(combined_p_value(std::array{0.2, 0.8}) == Approx(0.5));
    CHECK(combined_p_value(std::array{0.0, 0.0}) < 1e-14);
}

TEST_CASE("one test in doubt weighs on the others") {
    // (cot(0.01 pi) + cot(0.5 pi)) / 2, looked up.
    CHECK(combined_p_value(std::array{0.01, 0.5}) ==
          Approx(std::atan(2 * std::tan(0.01 * 3.14159265358979)) / 3.14159265358979));
    CHECK(combined_p_value(std::array{0.01, 0.04}) > 0.01);
    CHECK(combined_p_value(std::array{0.01, 0.04}) < 0.04);
    CHECK(combined_p_value(std::array{0.001, 1.0}) > 0.5);
}

}  // namespace
