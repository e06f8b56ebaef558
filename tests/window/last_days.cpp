#include <retrain/window/last_days.hpp>

#include <laws/window.hpp>
#include <split/intervals.hpp>
#include <split/random_intervals.hpp>
#include <support/catch.hpp>

#include <algorithm>

using namespace retrain;
using testing::daily;
using testing::intervals;

static_assert(WindowPolicy<last_days<365>>);
static_assert(last_days<1>::begin(daily(0, 0).view(), "") == time_point::min());

/// How many daily rows are in the window.
template <std::size_t N>
constexpr std::ptrdiff_t days_left(int rows) {
    auto const all = daily(rows, 2);
    auto const from = last_days<N>::begin(all.view(), "");
    return std::ranges::count_if(all.view().entry, [&](auto entry) { return entry >= from; });
}
static_assert(days_left<3>(10) == 3);
static_assert(days_left<1>(10) == 1);
static_assert(days_left<30>(10) == 10);
static_assert(days_left<100'000>(10) == 10);

TEST_CASE("last_days counts back from the last entry, also over gaps", "[window]") {
    intervals const rows{{{0, 0}, {90, 99}, {95, 95}, {100, 100}}};
    auto const from = last_days<10>::begin(rows.view(), "");
    CHECK(from > intervals::day(90));
    CHECK(from < intervals::day(91));
    testing::random_intervals random{12};
    for (int round = 0; round < 300; ++round)
        REQUIRE(laws::lawful_window(last_days<5>{}, random.draw().view(), ""));
    // As early as an instant can be.
    intervals const early{{{-106'000, 0}}};
    CHECK(last_days<100'000>::begin(early.view(), "") == time_point::min());
}
