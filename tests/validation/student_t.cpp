#include <retrain/detail/student_t.hpp>

#include <boost/math/distributions/students_t.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <cstddef>
#include <limits>

namespace {

using retrain::detail::student_t_above;

TEST_CASE("the quantiles of tables") {
    struct quantile {
        std::size_t degrees;
        double t;
        double above;
    };
    for (auto const& [degrees, t, above] :
         {quantile{1, 6.313752, 0.05}, {1, 12.706205, 0.025}, {2, 2.919986, 0.05},
          {5, 4.032143, 0.005}, {11, 1.795885, 0.05}, {11, 2.200985, 0.025}, {24, 1.710882, 0.05},
          {24, 2.063899, 0.025}, {24, 3.466777, 0.001}, {120, 1.657651, 0.05}})
        CHECK(student_t_above(t, degrees) == Approx(above).epsilon(1e-6));
}

TEST_CASE("both tails are those of the tables") {
    struct { double t; unsigned degrees; double tail; } const table[] = {
        {6.313752, 1, 0.05}, {2.919986, 2, 0.05}, {5.840909, 3, 0.005}, {2.776445, 4, 0.025},
        {2.570582, 5, 0.025}, {3.364930, 5, 0.01}, {1.795885, 11, 0.05}, {2.718079, 11, 0.01},
        {2.457262, 30, 0.01}, {2.364217, 100, 0.01}, {0, 7, 0.5}};
    for (auto const& row : table) {
        CHECK(student_t_above(row.t, row.degrees) == Approx(row.tail).epsilon(1e-5));
        CHECK(student_t_above(-row.t, row.degrees) == Approx(1 - row.tail).epsilon(1e-5));
    }
}

TEST_CASE("as Boost.Math has it, far into the tail") {
    for (std::size_t degrees : {1U, 2U, 3U, 4U, 10U, 11U, 24U, 25U, 99U, 100U, 499U, 2'000U})
        for (double t : {1e-3, 0.1, 0.5, 1.0, 1.7, 2.0, 3.0, 5.0, 8.0, 20.0, 100.0, 1e6}) {
            boost::math::students_t const expected{static_cast<double>(degrees)};
            INFO(degrees << " degrees, t " << t);
            CHECK(student_t_above(t, degrees) ==
                  Approx(cdf(complement(expected, t))).epsilon(1e-11).margin(1e-300));
            CHECK(student_t_above(-t, degrees) == 1.0 - student_t_above(t, degrees));
        }
}

TEST_CASE("the ends") {
    double const infinity = std::numeric_limits<double>::infinity();
    CHECK(student_t_above(0.0, 7) == 0.5);
    CHECK(student_t_above(infinity, 7) == 0.0);
    CHECK(student_t_above(-infinity, 7) == 1.0);
    CHECK(student_t_above(1e300, 7) == 0.0);
    CHECK(std::isnan(student_t_above(std::nan(""), 7)));
    CHECK(std::isnan(student_t_above(1.0, 0)));
}

}  // namespace
