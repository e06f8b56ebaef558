#include <retrain/validation/paired_test.hpp>

#include <support/catch.hpp>

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
