#include <retrain/split/embargo.hpp>

#include <split/intervals.hpp>
#include <support/catch.hpp>

#include <array>
#include <chrono>
#include <cstddef>

namespace {

using namespace std::chrono_literals;
using retrain::embargo_for;
using retrain::embargo_percent;
using retrain::no_embargo;
using retrain::testing::daily;
using retrain::testing::intervals;

constexpr std::array<std::size_t, 10> order{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

template <class Embargo>
constexpr retrain::time_point until(int last_exit) {
    auto const rows = daily(10, 2);
    return Embargo::until(rows.view(), order, intervals::day(last_exit));
}

// A share of all rows, rounded up, counted from the first that enters after the last exit.
static_assert(until<embargo_percent<1>>(4) == intervals::day(5));
static_assert(until<embargo_percent<20>>(4) == intervals::day(6));
static_assert(until<embargo_percent<21>>(4) == intervals::day(7));
// No more rows than there are.
static_assert(until<embargo_percent<99>>(7) == intervals::day(9));
static_assert(until<embargo_percent<99>>(9) == intervals::day(9));
static_assert(until<no_embargo>(4) == intervals::day(4));
static_assert(until<embargo_for<48h>>(4) == intervals::day(6));
static_assert(until<embargo_for<0s>>(4) == intervals::day(4));
static_assert(embargo_for<48h>::until({}, {}, retrain::time_point::max() - 1h) ==
              retrain::time_point::max());

TEST_CASE("an embargo of rows ends with the entry that its last row has") {
    intervals const rows{{{0, 0}, {1, 1}, {1, 1}, {1, 1}, {2, 2},
                          {3, 3}, {3, 3}, {4, 4}, {5, 5}, {6, 6}}};
    CHECK(embargo_percent<20>::until(rows.view(), order, intervals::day(0)) == intervals::day(1));
    CHECK(embargo_percent<40>::until(rows.view(), order, intervals::day(0)) == intervals::day(2));
}

}  // namespace
