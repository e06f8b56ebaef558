#include <retrain/window/windows.hpp>

#include <retrain/window/all_rows.hpp>
#include <retrain/window/last_days.hpp>
#include <retrain/window/last_rows.hpp>

#include <laws/window.hpp>
#include <split/intervals.hpp>
#include <support/catch.hpp>

#include <type_traits>

using namespace retrain;
using testing::daily;
using testing::intervals;

namespace {

using chosen = windows<when<"drift", last_rows<3>>, when<"backtest", last_days<5>>,
                       otherwise<all_rows>>;
static_assert(WindowPolicy<chosen> && std::is_empty_v<chosen>);

constexpr time_point begin(std::string_view why) {
    return chosen{}.begin(daily(10, 2).view(), why);
}
static_assert(begin("drift (0.3): adwin") == intervals::day(7));
static_assert(begin("data_drift (2): momentum, volume") == intervals::day(7));
static_assert(begin("backtest_completed") == last_days<5>::begin(daily(10, 2).view(), ""));
static_assert(begin("backtest drift") == intervals::day(7));  // the first that applies
static_assert(begin("manual") == time_point::min());
static_assert(laws::lawful_window(chosen{}, daily(10, 2).view(), "drift"));

/// A window with a value, and one that a person chose for a reason.
struct from_day {
    using policy_role = window_role;
    int day = 0;
    time_point begin(dataset_view, std::string_view) const { return intervals::day(day); }
};

}  // namespace

TEST_CASE("windows keeps the values of its parts, also of two that are alike", "[window]") {
    using two = windows<when<"a", from_day>, otherwise<from_day>>;
    static_assert(WindowPolicy<two>);
    two const valued{{when<"a", from_day>{from_day{2}}, otherwise<from_day>{from_day{4}}}};
    CHECK(valued.begin({}, "a") == intervals::day(2));
    CHECK(valued.begin({}, "x") == intervals::day(4));
}
