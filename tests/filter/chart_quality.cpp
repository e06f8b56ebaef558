#include <retrain/filter/chart_quality.hpp>

#include <retrain/core/error.hpp>

#include <filter/charts.hpp>
#include <laws/filter.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <limits>
#include <set>
#include <string_view>

namespace {

using retrain::chart_fault;
using retrain::chart_measures;
using retrain::chart_quality;
using retrain::row_decision;
using retrain::row_view;
using retrain::testing::infinity;
using retrain::testing::nan;

static_assert(retrain::RowFilter<chart_quality>);

constexpr chart_quality standard{};
constexpr chart_measures clean{0.05F, 0.025F, 0.05F, 100.0F};
static_assert(standard.fault(clean) == chart_fault::none);

// The limits themselves pass, the next float beyond them does not.
static_assert(standard.fault({0.20F, 0.015F, 0.15F, 60.0F}) == chart_fault::none);
static_assert(standard.fault({0.21F, 0.025F, 0.05F, 100.0F}) == chart_fault::too_many_gaps);
static_assert(standard.fault({0.05F, 0.014F, 0.05F, 100.0F}) == chart_fault::too_flat);
static_assert(standard.fault({0.05F, 0.025F, 0.16F, 100.0F}) == chart_fault::too_many_extremes);
static_assert(standard.fault({0.05F, 0.025F, 0.05F, 59.0F}) == chart_fault::low_score);

// What can't be told never passes, nor is it blamed on a rule.
static_assert(standard.fault({nan, 0.025F, 0.05F, 100.0F}) == chart_fault::insufficient);
static_assert(standard.fault({0.05F, nan, 0.05F, 100.0F}) == chart_fault::insufficient);
static_assert(standard.fault({0.05F, 0.025F, nan, 100.0F}) == chart_fault::insufficient);
static_assert(standard.fault({0.05F, 0.025F, 0.05F, nan}) == chart_fault::insufficient);
static_assert(standard.fault({0.9F, 0.001F, 0.9F, nan}) == chart_fault::insufficient);
static_assert(standard.fault({0.05F, infinity, 0.05F, 100.0F}) == chart_fault::insufficient);
static_assert(standard.fault({-infinity, 0.025F, 0.05F, 100.0F}) == chart_fault::insufficient);

// The first broken rule is the fault.
static_assert(standard.fault({0.9F, 0.001F, 0.9F, 1.0F}) == chart_fault::too_many_gaps);
static_assert(standard.fault({0.0F, 0.001F, 0.9F, 1.0F}) == chart_fault::too_flat);
static_assert(standard.fault({0.0F, 0.1F, 0.9F, 1.0F}) == chart_fault::too_many_extremes);

// Limits are values.
constexpr chart_quality strict{.max_gap_share = 0.0, .min_score = 100.0};
static_assert(strict.fault(clean) == chart_fault::too_many_gaps);
static_assert(strict.fault({0.0F, 0.025F, 0.15F, 100.0F}) == chart_fault::none);

TEST_CASE("a measure one float beyond its limit is a fault") {
    auto const above = [](float limit) { return std::nextafter(limit, 1000.0F); };
    auto const below = [](float limit) { return std::nextafter(limit, 0.0F); };
    CHECK(standard.fault({above(0.20F), 0.1F, 0.0F, 90.0F}) == chart_fault::too_many_gaps);
    CHECK(standard.fault({0.0F, below(0.015F), 0.0F, 90.0F}) == chart_fault::too_flat);
    CHECK(standard.fault({0.0F, 0.1F, above(0.15F), 90.0F}) == chart_fault::too_many_extremes);
    CHECK(standard.fault({0.0F, 0.1F, 0.0F, below(60.0F)}) == chart_fault::low_score);
}

TEST_CASE("chart_quality reads its columns wherever they are") {
    // gap_share is a feature, the others are auxiliary.
    auto const data = retrain::testing::table(
        {"rsi_10", "gap_share", "chart_score", "extreme_share", "daily_range"}, 2,
        {{50.0F, 0.05F, 100.0F, 0.05F, 0.025F},
         {50.0F, 0.25F, 100.0F, 0.05F, 0.025F},
         {50.0F, 0.05F, 100.0F, 0.25F, 0.025F},
         {50.0F, 0.05F, 100.0F, 0.05F, 0.005F},
         {50.0F, 0.05F, 40.0F, 0.05F, 0.025F},
         {50.0F, 0.05F, nan, 0.05F, 0.025F},
         {nan, 0.05F, 100.0F, 0.05F, 0.025F}});
    auto const view = data.view();
    auto const judge = [&](std::size_t row) { return standard.judge(row_view{view, row}); };
    CHECK(judge(0) == row_decision::pass);
    CHECK(judge(1) == row_decision::fail);
    CHECK(judge(2) == row_decision::fail);
    CHECK(judge(3) == row_decision::fail);
    CHECK(judge(4) == row_decision::fail);
    CHECK(judge(5) == row_decision::insufficient);
    CHECK(judge(6) == row_decision::pass);  // rsi_10 is none of its columns
    CHECK(retrain::laws::repeats_itself(standard, view));
    CHECK(retrain::laws::ignores_the_neighbours(standard, view));
}

TEST_CASE("without one of its columns no row passes") {
    for (auto const left_out : chart_measures::columns) {
        std::vector<std::string> names;
        for (auto const column : chart_measures::columns)
            if (column != left_out) names.emplace_back(column);
        auto const data = retrain::testing::table(names, 0, {{50.0F, 50.0F, 50.0F}});
        CHECK(standard.judge(row_view{data.view(), 0}) == row_decision::insufficient);
    }
}

TEST_CASE("a limit outside its range is refused") {
    auto const refused = [](auto make) { CHECK_THROWS_AS(make(), retrain::error); };
    refused([] { return chart_quality{.max_gap_share = 20.0}; });  // percent for a share
    refused([] { return chart_quality{.min_daily_range = -0.1}; });
    refused([] { return chart_quality{.max_extreme_share = 1.5}; });
    refused([] { return chart_quality{.min_score = 101.0}; });
    refused([] { return chart_quality{.min_score = std::numeric_limits<double>::quiet_NaN()}; });
}

TEST_CASE("faults have names of their own") {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(chart_fault::low_score); ++i)
        names.insert(name(static_cast<chart_fault>(i)));
    CHECK(names.size() == 6);
    CHECK(names.count("unknown") == 0);
}

}  // namespace
