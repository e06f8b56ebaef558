#include <retrain/core/ranged.hpp>

#include <support/catch.hpp>

#include <limits>
#include <type_traits>

using namespace retrain;

using share = ranged<double, 0, 1>;
using depth = ranged<int, 1, 10>;

static_assert(depth::contains(1) && depth::contains(10));
static_assert(!depth::contains(0) && !depth::contains(11));
static_assert(depth{7} == 7 && share{0.5}.value() == 0.5);
static_assert(!share::contains(std::numeric_limits<double>::quiet_NaN()));
static_assert(std::is_same_v<share::value_type, double> && depth::largest == 10);

TEST_CASE("a number out of its range is refused, and the old one stays", "[core]") {
    depth levels = 3;
    CHECK_THROWS_WITH(levels = 11, ContainsSubstring("11 is not within 1 to 10"));
    CHECK(levels == 3);
    levels = 10;
    CHECK(levels == 10);

    share part = 1.0;
    CHECK_THROWS_AS(part = std::numeric_limits<double>::quiet_NaN(), error);
    CHECK_THROWS_AS(part = -0.1, error);
    try {
        part = 2.0;
    } catch (error const& problem) {
        CHECK(problem.why() == failure_reason::bad_parameter);
    }
    CHECK(part == 1.0);
}
