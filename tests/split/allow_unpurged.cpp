#include <retrain/split/allow_unpurged.hpp>

#include <retrain/split/purged_holdout.hpp>
#include <retrain/split/unpurged_holdout.hpp>

#include <split/intervals.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <type_traits>

namespace {

using retrain::allow_unpurged;
using retrain::SplitPolicy;
using retrain::testing::daily;

using allowed = allow_unpurged<retrain::unpurged_holdout<30, retrain::no_refit>>;
static_assert(SplitPolicy<allowed>);
static_assert(!allowed::purged && !allowed::refits);
static_assert(std::is_empty_v<allowed>);
static_assert(allowed::split(daily(10, 2).view()).training.size() == 7);
// To allow what is not needed changes nothing.
static_assert(SplitPolicy<allow_unpurged<retrain::purged_holdout<>>>);
static_assert(allow_unpurged<retrain::purged_holdout<>>::purged);

/// Tests the rows from `first` on; built from settings.
struct from_row {
    using policy_role = retrain::split_role;
    static constexpr bool refits = true;
    static constexpr bool purged = false;
    std::size_t first = 0;

    [[nodiscard]] static from_row from_settings(std::size_t first) { return {first}; }
    [[nodiscard]] retrain::split_rows split(retrain::dataset_view rows) const {
        retrain::split_rows sides;
        for (std::size_t row = 0; row < rows.row_count(); ++row)
            (row < first ? sides.training : sides.holdout).push_back(row);
        return sides;
    }
};

static_assert(!SplitPolicy<from_row> && !from_row::purged);
static_assert(SplitPolicy<allow_unpurged<from_row>> && allow_unpurged<from_row>::refits);

TEST_CASE("an allowed split keeps its value and its way to be built") {
    auto const rows = daily(10, 2);
    allow_unpurged const named{from_row{4}};
    static_assert(std::is_same_v<decltype(named), allow_unpurged<from_row> const>);
    CHECK(named.split(rows.view()).training.size() == 4);
    CHECK(allow_unpurged<from_row>::from_settings(std::size_t{7}).split(rows.view()).holdout.size() ==
          3);
}

}  // namespace
