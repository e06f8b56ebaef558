#include <retrain/split/purged_holdout.hpp>

#include <laws/split.hpp>
#include <split/intervals.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using retrain::no_refit;
using retrain::purged_holdout;
using retrain::testing::daily;
using retrain::testing::intervals;
using indices = std::vector<std::size_t>;

static_assert(retrain::SplitPolicy<purged_holdout<>>);
static_assert(retrain::SplitPolicy<purged_holdout<10, no_refit>>);
static_assert(std::is_empty_v<purged_holdout<>>);
static_assert(std::is_same_v<purged_holdout<>, purged_holdout<20, retrain::refit>>);

static_assert(purged_holdout<>::split(daily(10, 2).view()).holdout == indices{8, 9});
static_assert(purged_holdout<>::split(daily(10, 2).view()).training == indices{0, 1, 2, 3, 4, 5});
static_assert(purged_holdout<>::split(daily(10, 2).view()).purged == 2);
static_assert(purged_holdout<50>::split(daily(10, 2).view()).training == indices{0, 1, 2});
static_assert(retrain::laws::lawful_split(purged_holdout<50>::split(daily(10, 2).view()),
                                          daily(10, 2).view()));

std::string refusal(intervals const& rows) {
    try {
        static_cast<void>(purged_holdout<>::split(rows.view()));
    } catch (retrain::error const& e) {
        CHECK(e.why() == retrain::failure_reason::bad_data);
        return e.what();
    }
    return {};
}

TEST_CASE("a run without rows on one side ends with the counts") {
    CHECK_THAT(refusal(daily(0, 0)), ContainsSubstring("of 0 rows 0 judge, 0 are purged"));
    CHECK_THAT(refusal(daily(1, 0)), ContainsSubstring("of 1 rows 1 judge, 0 are purged"));
    auto const too_long = refusal(daily(10, 20));
    CHECK_THAT(too_long, ContainsSubstring("of 10 rows 2 judge, 8 are purged"));
    CHECK_THAT(too_long, ContainsSubstring("0 are left to train on"));
    CHECK_THAT(too_long, ContainsSubstring("wait for more mature rows"));
    CHECK(refusal(daily(10, 2)).empty());
    CHECK(refusal(daily(2, 0)).empty());
}

TEST_CASE("of twenty years of daily rows the last 500 dates judge") {
    auto const rows = daily(5'000, 20);
    auto const split = purged_holdout<>::split(rows.view());
    CHECK(split.holdout.size() == 500);
    CHECK(split.holdout.front() == 4'500);
    CHECK(split.purged == 20);
    CHECK(split.training.size() == 4'480);
    CHECK(split.training.back() == 4'479);
    CHECK(retrain::laws::lawful_split(split, rows.view()));

    auto const a_fifth = purged_holdout<20, retrain::refit, 5'000>::split(rows.view());
    CHECK(a_fifth.holdout.size() == 1'000);
    CHECK(a_fifth.holdout.front() == 4'000);
}

TEST_CASE("a hold-out of several rows a date counts its dates") {
    std::vector<intervals::days> drawn;
    for (int date = 0; date < 40; ++date)
        for (int ticker = 0; ticker < 50; ++ticker) drawn.push_back({date, date + 2});
    intervals const rows{drawn};
    auto const split = purged_holdout<50, retrain::refit, 7>::split(rows.view());
    CHECK(split.holdout.size() == 7 * 50);
    CHECK(rows.view().entry[split.holdout.front()] == intervals::day(33));
    CHECK(split.purged == 2 * 50);
    // Where the share of the rows has fewer dates, it counts.
    CHECK(purged_holdout<10, retrain::refit, 7>::split(rows.view()).holdout.size() == 4 * 50);
}

TEST_CASE("the hold-out has at least 12 units, where half of the dates are enough") {
    auto const share = [](int rows, int label) {
        return purged_holdout<>::split(daily(rows, label).view()).holdout.size();
    };
    CHECK(share(600, 20) == 12 * 20);
    CHECK(share(480, 20) == 12 * 20);
    CHECK(share(479, 20) == 96);  // 12 units would be more than half, so a fifth has to do
    CHECK(share(1'200, 20) == 12 * 20);
    CHECK(share(2'000, 20) == 400);
    // The units win over the 500 dates.
    CHECK(share(2'000, 63) == 12 * 63);
    CHECK(share(4'000, 63) == 12 * 63);
    CHECK(share(9'000, 63) == 12 * 63);
    CHECK(share(2'400, 100) == 12 * 100);
    CHECK(share(2'399, 100) == 480);
    CHECK(purged_holdout<20, retrain::refit, 100>::split(daily(600, 20).view()).holdout.size() ==
          12 * 20);
    CHECK(purged_holdout<20, retrain::refit, 100, 0>::split(daily(600, 20).view()).holdout.size() ==
          100);
    CHECK(purged_holdout<20, retrain::refit, 500, 0>::split(daily(600, 20).view()).holdout.size() ==
          120);
}

/// The fewest daily rows of which `Split` holds out `held_out` or more, up to 3,000.
template <class Split>
std::optional<std::size_t> fewest_rows(std::size_t held_out, int label) {
    std::size_t none = 1;
    std::size_t most = 3'000;  // halving is enough, as more rows never hold out fewer
    auto const holds = [&](std::size_t rows) {
        try {
            auto const sides = Split::split(daily(static_cast<int>(rows), label).view());
            return sides.holdout.size() >= held_out;
        } catch (retrain::error const&) {
            return false;  // so few that none trains
        }
    };
    if (!holds(most)) return std::nullopt;
    while (most - none > 1) (holds(none + (most - none) / 2) ? most : none) = none + (most - none) / 2;
    return most;
}

TEST_CASE("a hold-out says how many dates it needs to span so many") {
    static_assert(purged_holdout<>::dates_for(240, 20) == 480);  // 12 units: half of the dates
    static_assert(purged_holdout<>::dates_for(756, 63) == 1'512);
    static_assert(purged_holdout<>::dates_for(20, 20) == 96);    // a fifth
    static_assert(purged_holdout<>::dates_for(500, 20) == 2'496);
    static_assert(!purged_holdout<>::dates_for(501, 20));        // it never does
    static_assert(!purged_holdout<>::dates_for(757, 63));
    for (int const label : {20, 63})
        for (std::size_t const held_out : {96U, 240U, 500U, 505U, 756U, 757U}) {
            INFO(held_out << " dates, labels of " << label);
            auto const horizon = static_cast<std::size_t>(label);
            using last_tenth = purged_holdout<10, retrain::no_refit, 300, 20>;
            using by_share = purged_holdout<30, retrain::refit, 500, 0>;
            CHECK(purged_holdout<>::dates_for(held_out, horizon) ==
                  fewest_rows<purged_holdout<>>(held_out, label));
            CHECK(last_tenth::dates_for(held_out, horizon) ==
                  fewest_rows<last_tenth>(held_out, label));
            CHECK(by_share::dates_for(held_out, horizon) == fewest_rows<by_share>(held_out, label));
        }
}

}  // namespace
