#include <retrain/split/unpurged_holdout.hpp>

#include <retrain/split/allow_unpurged.hpp>
#include <retrain/split/purged_holdout.hpp>

#include <laws/split.hpp>
#include <split/intervals.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace {

using retrain::allow_unpurged;
using retrain::unpurged_holdout;
using retrain::testing::daily;
using indices = std::vector<std::size_t>;

// It takes part in a service only where the program says so.
static_assert(!retrain::SplitPolicy<unpurged_holdout<>>);
static_assert(retrain::SplitPolicy<allow_unpurged<unpurged_holdout<>>>);
static_assert(!unpurged_holdout<>::purged && retrain::purged_holdout<>::purged);
static_assert(unpurged_holdout<>::refits && !unpurged_holdout<10, retrain::no_refit>::refits);

// The hold-out of purged_holdout, with the rows that look into it in training.
static_assert(unpurged_holdout<>::split(daily(10, 2).view()).holdout == indices{8, 9});
static_assert(unpurged_holdout<>::split(daily(10, 2).view()).training ==
              indices{0, 1, 2, 3, 4, 5, 6, 7});
static_assert(!retrain::laws::purged(unpurged_holdout<>::split(daily(10, 2).view()),
                                     daily(10, 2).view()));

TEST_CASE("an unpurged hold-out spans the dates of a purged one") {
    for (auto const& [count, label] : {std::pair{600, 20}, {2'000, 63}}) {
        auto const few = daily(count, label);
        CHECK(unpurged_holdout<>::split(few.view()).holdout ==
              retrain::purged_holdout<>::split(few.view()).holdout);
    }
    STATIC_REQUIRE(unpurged_holdout<>::dates_for(240, 20) == 480);
    auto const rows = daily(5'000, 20);
    auto const split = unpurged_holdout<>::split(rows.view());
    CHECK(split.holdout == retrain::purged_holdout<>::split(rows.view()).holdout);
    CHECK(split.training.size() == 4'500);
    CHECK(split.purged == 0);
    CHECK_THROWS_AS(unpurged_holdout<>::split(daily(1, 0).view()), retrain::error);
}

}  // namespace
