#include <retrain/split/first_leak.hpp>

#include <laws/split.hpp>
#include <split/intervals.hpp>
#include <split/random_intervals.hpp>
#include <support/catch.hpp>

#include <cstddef>

namespace {

using retrain::first_leak;
using retrain::split_rows;
using retrain::testing::daily;
using retrain::testing::intervals;

static_assert(!first_leak({{0, 1}, {4}, 0}, daily(10, 2).view()));
static_assert(first_leak({{0, 1, 2}, {4}, 0}, daily(10, 2).view()) == 2U);  // closed intervals
static_assert(first_leak({{9, 6}, {4}, 0}, daily(10, 2).view()) == 6U);     // from behind as well
static_assert(!first_leak({{9, 7}, {4}, 0}, daily(10, 2).view()));
static_assert(!first_leak({{0, 1}, {}, 0}, daily(10, 2).view()));
// A long interval before the last ones to begin counts.
static_assert(first_leak({{2}, {0, 1}, 0}, intervals{{{0, 99}, {1, 2}, {50, 51}}}.view()) == 2U);

TEST_CASE("a leak is found exactly where the law of pairs finds one") {
    retrain::testing::random_intervals random{13};
    std::size_t leaks = 0;
    for (int round = 0; round < 2'000; ++round) {
        auto const rows = random.draw();
        split_rows split;
        int const share = 1 + random.below(30);
        for (std::size_t row = 0; row < rows.view().row_count(); ++row)
            if (random.below(share) == 0)
                (random.below(2) == 0 ? split.training : split.holdout).push_back(row);
        auto const leak = first_leak(split, rows.view());
        REQUIRE(leak.has_value() == !retrain::laws::purged(split, rows.view()));
        if (!leak) continue;
        ++leaks;
        REQUIRE_FALSE(retrain::laws::purged({{*leak}, split.holdout, 0}, rows.view()));
    }
    CHECK(leaks > 300);
    CHECK(leaks < 1'900);
}

}  // namespace
