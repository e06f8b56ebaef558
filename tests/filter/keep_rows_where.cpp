#include <retrain/filter/keep_rows_where.hpp>

#include <retrain/core/error.hpp>

#include <filter/charts.hpp>
#include <laws/filter.hpp>
#include <support/catch.hpp>

#include <array>
#include <cstdint>
#include <type_traits>

namespace {

using retrain::keep_rows_where;
using retrain::row_decision;
using retrain::row_view;
using retrain::RowPredicate;
using retrain::testing::nan;

struct enough_volume {
    bool operator()(row_view const& row) const { return row["volume_ratio"] >= 0.5F; }
};
struct enough_volume_if_known {
    row_decision operator()(row_view const& row) const {
        auto const ratio = row["volume_ratio"];
        if (ratio != ratio) return row_decision::insufficient;
        return ratio >= 0.5F ? row_decision::pass : row_decision::fail;
    }
};

static_assert(retrain::RowFilter<keep_rows_where<enough_volume>>);
static_assert(retrain::RowFilter<keep_rows_where<enough_volume_if_known>>);
static_assert(std::is_empty_v<keep_rows_where<enough_volume>>);

// A predicate answers exactly bool or row_decision, and doesn't change itself.
static_assert(RowPredicate<enough_volume> && RowPredicate<enough_volume_if_known>);
static_assert(!RowPredicate<decltype([](row_view const&) { return 1; })>);
static_assert(!RowPredicate<decltype([](row_view const&) { return 0.3F; })>);
static_assert(!RowPredicate<decltype([](row_view const&) {})>);
static_assert(!RowPredicate<decltype([](int) { return true; })>);
struct changes_itself {
    bool operator()(row_view const&);
};
static_assert(!RowPredicate<changes_itself>);

// Predicates that read no column by name decide in a constant expression too.
constexpr std::array<std::uint32_t, 3> labels{0, 1, 2};
constexpr retrain::dataset_view three_rows = [] {
    retrain::dataset_view view;
    view.labels = labels;
    return view;
}();
constexpr keep_rows_where not_the_first{[](row_view const& row) { return row.index() != 0; }};
static_assert(not_the_first.judge(row_view{three_rows, 0}) == row_decision::fail);
static_assert(not_the_first.judge(row_view{three_rows, 2}) == row_decision::pass);
static_assert(retrain::laws::repeats_itself(not_the_first, three_rows));
constexpr keep_rows_where cannot_tell{[](row_view const&) { return row_decision::insufficient; }};
static_assert(cannot_tell.judge(row_view{three_rows, 0}) == row_decision::insufficient);

auto const data = retrain::testing::table(
    {"rsi_10", "volume_ratio"}, 1, {{50.0F, 0.49F}, {50.0F, 0.5F}, {nan, 2.0F}, {50.0F, nan}});

TEST_CASE("keep_rows_where translates a bool: true passes, false fails") {
    auto const view = data.view();
    keep_rows_where<enough_volume> const filter;
    CHECK(filter.judge(row_view{view, 0}) == row_decision::fail);
    CHECK(filter.judge(row_view{view, 1}) == row_decision::pass);
    CHECK(filter.judge(row_view{view, 2}) == row_decision::pass);  // rsi_10 is not looked at
    CHECK(retrain::laws::repeats_itself(filter, view));
    CHECK(retrain::laws::ignores_the_neighbours(filter, view));
}

TEST_CASE("a predicate sees a missing value as NaN") {
    row_view const missing{data.view(), 3};
    CHECK(keep_rows_where<enough_volume>{}.judge(missing) == row_decision::fail);
    CHECK(keep_rows_where<enough_volume_if_known>{}.judge(missing) == row_decision::insufficient);
    keep_rows_where const negated{
        [](row_view const& row) { return !(row["volume_ratio"] < 0.5F); }};
    CHECK(negated.judge(missing) == row_decision::pass);  // as the documentation warns
}

TEST_CASE("a predicate holds run-time values") {
    float least = 1.0F;
    keep_rows_where const filter{
        [least](row_view const& row) { return row["volume_ratio"] >= least; }};
    CHECK(filter.judge(row_view{data.view(), 1}) == row_decision::fail);
    CHECK(filter.judge(row_view{data.view(), 2}) == row_decision::pass);
}

TEST_CASE("a column that is not there ends the run and is named") {
    keep_rows_where const filter{[](row_view const& row) { return row["volumeratio"] >= 0.5F; }};
    try {
        static_cast<void>(filter.judge(row_view{data.view(), 0}));
        FAIL("no error");
    } catch (retrain::error const& e) {
        CHECK(e.why() == retrain::failure_reason::bad_data);
        CHECK_THAT(e.what(), ContainsSubstring("'volumeratio'"));
    }
}

}  // namespace
