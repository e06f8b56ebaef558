#include <quickstart/rolling.hpp>

#include <support/catch.hpp>

#include <cmath>

namespace {

using quickstart::series;

/// Equal, where two NaN are equal as well.
void check_same(series const& got, series const& want) {
    REQUIRE(got.size() == want.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        INFO("at " << i);
        if (std::isnan(want[i]))
            CHECK(std::isnan(got[i]));
        else
            CHECK(got[i] == Approx(want[i]));
    }
}

constexpr double none = quickstart::unknown;

}  // namespace

TEST_CASE("a rolling value stands at the last bar of its window") {
    check_same(quickstart::rolling(series{1, 2, 4, 8}, 3, quickstart::mean),
               {none, none, 7.0 / 3, 14.0 / 3});
    check_same(quickstart::rolling(series{1, 2, 4, 8}, 1, quickstart::mean), {1, 2, 4, 8});
    check_same(quickstart::rolling(series{1, 2}, 3, quickstart::mean), {none, none});
    check_same(quickstart::rolling(series{}, 3, quickstart::mean), {});
    check_same(quickstart::rolling(series{100, 110, 99}, 2, quickstart::relative_change),
               {none, 0.1, -0.1});
}

TEST_CASE("the sample deviation divides by one less than the number of values") {
    check_same(quickstart::rolling(series{2, 4, 4, 4, 5, 5, 7, 9}, 8, quickstart::sample_deviation),
               {none, none, none, none, none, none, none, std::sqrt(32.0 / 7)});
}

TEST_CASE("an exponential average starts with a mean and then closes part of each gap") {
    // Weight 2 / (3 + 1): 2, then half of the way to 6, then half of the way to 0.
    check_same(quickstart::exponential_average({1, 2, 3, 6, 0}, 3), {none, none, 2, 4, 2});
    // Weight 1 / 3: 2, then a third of the way to 8, then a third of the way to 1.
    check_same(quickstart::wilder_average({1, 2, 3, 8, 1}, 3), {none, none, 2, 4, 3});
}

TEST_CASE("an exponential average starts after what is unknown") {
    check_same(quickstart::wilder_average({none, none, 4, 6, 1}, 2), {none, none, none, 5, 3});
    check_same(quickstart::wilder_average({none, 4}, 2), {none, none});
    check_same(quickstart::wilder_average({none, none}, 2), {none, none});
}
