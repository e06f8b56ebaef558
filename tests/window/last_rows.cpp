#include <retrain/window/last_rows.hpp>

#include <laws/window.hpp>
#include <split/intervals.hpp>
#include <split/random_intervals.hpp>
#include <support/catch.hpp>

#include <algorithm>

using namespace retrain;
using testing::daily;
using testing::intervals;

static_assert(WindowPolicy<last_rows<100>>);
static_assert(last_rows<3>::begin(daily(10, 2).view(), "") == intervals::day(7));
static_assert(last_rows<10>::begin(daily(10, 2).view(), "") == time_point::min());
static_assert(last_rows<11>::begin(daily(10, 2).view(), "") == time_point::min());
static_assert(last_rows<1>::begin(daily(0, 0).view(), "") == time_point::min());
// The order of the rows does not count; rows of one entry stay together.
static_assert(last_rows<2>::begin(intervals{{{9, 9}, {1, 1}, {5, 5}, {0, 0}}}.view(), "") ==
              intervals::day(5));
static_assert(last_rows<2>::begin(intervals{{{0, 0}, {1, 1}, {1, 1}, {1, 1}}}.view(), "") ==
              intervals::day(1));

TEST_CASE("last_rows leaves so many rows and no more than ties add", "[window]") {
    testing::random_intervals random{11};
    for (int round = 0; round < 300; ++round) {
        auto const rows = random.draw();
        auto const view = rows.view();
        REQUIRE(laws::lawful_window(last_rows<7>{}, view, ""));
        auto const from = last_rows<7>::begin(view, "");
        auto const after = [&](bool also_at) {
            return std::ranges::count_if(view.entry, [&](auto entry) {
                return also_at ? entry >= from : entry > from;
            });
        };
        REQUIRE(after(true) >= std::min<std::ptrdiff_t>(7, std::ssize(view.entry)));
        if (view.row_count() > 7) REQUIRE(after(false) < 7);
    }
}
