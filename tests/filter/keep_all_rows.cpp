#include <retrain/filter/keep_all_rows.hpp>

#include <filter/charts.hpp>
#include <laws/filter.hpp>
#include <support/catch.hpp>

#include <type_traits>

namespace {

using retrain::keep_all_rows;
using retrain::row_decision;
using retrain::row_view;

static_assert(retrain::RowFilter<keep_all_rows>);
static_assert(std::is_empty_v<keep_all_rows>);
static_assert(noexcept(keep_all_rows::judge(row_view{{}, 0})));
static_assert(keep_all_rows::judge(row_view{{}, 0}) == row_decision::pass);

TEST_CASE("keep_all_rows keeps rows whatever they hold") {
    auto const data = retrain::testing::table(
        {"rsi_10", "gap_share"}, 1,
        {{50.0F, 0.1F}, {retrain::testing::nan, 1.0F}, {retrain::testing::infinity, -3.0F}});
    auto const view = data.view();
    for (std::size_t i = 0; i < view.row_count(); ++i)
        CHECK(keep_all_rows::judge(row_view{view, i}) == row_decision::pass);
    CHECK(retrain::laws::repeats_itself(keep_all_rows{}, view));
    CHECK(retrain::laws::ignores_the_neighbours(keep_all_rows{}, view));
}

}  // namespace
