#include <retrain/window/all_rows.hpp>

#include <laws/window.hpp>
#include <split/intervals.hpp>
#include <support/catch.hpp>

#include <type_traits>

using namespace retrain;
using testing::intervals;

static_assert(WindowPolicy<all_rows> && std::is_empty_v<all_rows>);
static_assert(all_rows::begin(testing::daily(5, 1).view(), "") == time_point::min());
static_assert(laws::lawful_window(all_rows{}, intervals{{{-40'000, 0}, {9, 9}}}.view(), ""));

TEST_CASE("all_rows takes the earliest instant", "[window]") {
    STATIC_REQUIRE(time_point::min() <= all_rows::begin({}, ""));
}
