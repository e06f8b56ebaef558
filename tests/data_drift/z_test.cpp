#include <retrain/drift/z_test.hpp>

#include <support/catch.hpp>

using retrain::z_test;

TEST_CASE("two shares are compared with a pooled variance") {
    auto const grown = z_test(120, 1000, 15, 60);
    CHECK(grown.statistic == Approx(2.933824692671211));
    CHECK(grown.p_value == Approx(0.0033481325596070905));
    auto const back = z_test(15, 60, 120, 1000);
    CHECK(back.statistic == Approx(-2.933824692671211));
    CHECK(back.p_value == Approx(0.0033481325596070905));
}

TEST_CASE("equal shares do not differ, and no rows say nothing") {
    CHECK(z_test(0, 10, 0, 20).p_value == 1);
    CHECK(z_test(10, 10, 20, 20).p_value == 1);
    CHECK(z_test(5, 10, 10, 20).p_value == 1);
    CHECK(std::isnan(z_test(0, 0, 10, 20).p_value));
    CHECK(std::isnan(z_test(5, 10, 0, 0).p_value));
}
