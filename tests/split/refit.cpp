#include <retrain/split/refit.hpp>

#include <retrain/split/purged_holdout.hpp>

#include <split/intervals.hpp>
#include <support/catch.hpp>

#include <type_traits>

namespace {

using refitted = retrain::purged_holdout<20, retrain::refit>;
using judged = retrain::purged_holdout<20, retrain::no_refit>;

static_assert(std::is_empty_v<retrain::refit> && std::is_empty_v<retrain::no_refit>);
static_assert(refitted::refits);
static_assert(!judged::refits);

TEST_CASE("what goes live does not change who judges") {
    auto const rows = retrain::testing::daily(50, 4);
    CHECK(refitted::split(rows.view()).training == judged::split(rows.view()).training);
    CHECK(refitted::split(rows.view()).holdout == judged::split(rows.view()).holdout);
}

}  // namespace
