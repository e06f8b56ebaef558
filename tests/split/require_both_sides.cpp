#include <retrain/split/require_both_sides.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

using retrain::require_both_sides;
using retrain::split_rows;

static_assert(require_both_sides({{0, 1}, {3}, 1}).training == std::vector<std::size_t>{0, 1});

TEST_CASE("a split without rows on one side is refused with its counts") {
    CHECK_THROWS_WITH(require_both_sides({{}, {3, 4}, 3}),
                      ContainsSubstring("of 5 rows 2 judge, 3 are purged"));
    CHECK_THROWS_WITH(require_both_sides({{0}, {}, 0}), ContainsSubstring("of 1 rows 0 judge"));
}

}  // namespace
