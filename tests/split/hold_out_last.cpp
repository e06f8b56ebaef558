#include <retrain/split/hold_out_last.hpp>

#include <laws/split.hpp>
#include <split/intervals.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

namespace {

using retrain::hold_out_last;
using retrain::split_rows;
using retrain::testing::daily;
using retrain::testing::intervals;
using indices = std::vector<std::size_t>;

constexpr bool splits(intervals const& rows, std::size_t percent, indices const& training,
                      indices const& holdout) {
    split_rows const split = hold_out_last(rows.view(), percent);
    return split.training == training && split.holdout == holdout &&
           retrain::laws::lawful_split(split, rows.view());
}

// Ten daily rows whose labels look two days ahead: rows 6 and 7 look into the hold-out.
static_assert(splits(daily(10, 2), 20, {0, 1, 2, 3, 4, 5}, {8, 9}));
static_assert(hold_out_last(daily(10, 2).view(), 20).purged == 2);
// Labels that are known at once: nothing to purge.
static_assert(splits(daily(10, 0), 20, {0, 1, 2, 3, 4, 5, 6, 7}, {8, 9}));
// Intervals are closed: a label that ends when the hold-out begins looks into it.
static_assert(splits(daily(10, 1), 20, {0, 1, 2, 3, 4, 5, 6}, {8, 9}));
// A share is rounded up to whole rows.
static_assert(splits(daily(10, 0), 21, {0, 1, 2, 3, 4, 5, 6}, {7, 8, 9}));
static_assert(splits(daily(3, 0), 1, {0, 1}, {2}));
// Order in the data set does not count, only time does.
static_assert(splits(intervals{{{9, 9}, {0, 0}, {5, 5}, {1, 1}, {7, 7}}}, 40, {1, 3, 2}, {4, 0}));
// An early row whose label reaches over the whole hold-out is purged, its neighbours are not.
static_assert(splits(intervals{{{0, 99}, {1, 2}, {2, 3}, {8, 9}, {9, 10}}}, 40, {1, 2}, {3, 4}));
// Rows of one entry are never parted: the last two days hold out, not the last three rows.
static_assert(splits(intervals{{{0, 0}, {1, 1}, {2, 2}, {2, 2}, {2, 2}, {3, 3}}}, 50, {0, 1},
                     {2, 3, 4, 5}));
// All rows of one entry: they judge, and nothing trains.
static_assert(splits(intervals{{{4, 4}, {4, 4}, {4, 4}}}, 20, {}, {0, 1, 2}));
// Labels that look further ahead than there are rows.
static_assert(splits(daily(10, 20), 20, {}, {8, 9}));
// Nothing to hold out, and nothing else.
static_assert(splits(daily(3, 1), 0, {0, 1, 2}, {}));
static_assert(splits(daily(3, 0), 100, {}, {0, 1, 2}));
static_assert(splits(daily(0, 0), 20, {}, {}));

// At most so many dates judge, however many rows enter on each, and whole dates.
static_assert(hold_out_last(daily(10, 0).view(), 90, {.most = 3}).holdout == indices{7, 8, 9});
static_assert(hold_out_last(daily(10, 1).view(), 90, {.most = 3}).training == indices{0, 1, 2, 3, 4, 5});
static_assert(hold_out_last(daily(10, 0).view(), 20, {.most = 3}).holdout == indices{8, 9});
static_assert(hold_out_last(daily(10, 0).view(), 90, {.most = 100}).holdout.size() == 9);
static_assert(hold_out_last(intervals{{{0, 0}, {4, 4}, {4, 4}, {9, 9}, {9, 9}}}.view(), 100, {.most = 2})
                  .holdout == indices{1, 2, 3, 4});
// Without purging all earlier rows train.
static_assert(hold_out_last(daily(10, 2).view(), 20, {.most = 500}, retrain::purging::unpurged).training ==
              indices{0, 1, 2, 3, 4, 5, 6, 7});
static_assert(hold_out_last(daily(10, 2).view(), 20, {.most = 500}, retrain::purging::unpurged).purged == 0);
static_assert(hold_out_last(daily(10, 0).view(), 20, {.least = 4}).holdout == indices{6, 7, 8, 9});
static_assert(hold_out_last(daily(10, 0).view(), 50, {.least = 4}).holdout.size() == 5);
static_assert(hold_out_last(daily(10, 0).view(), 20, {.least = 4, .most = 3}).holdout.size() == 3);
static_assert(hold_out_last(daily(10, 0).view(), 20, {.least = 40}).holdout.size() == 10);

TEST_CASE("random label intervals: no training interval touches the hold-out") {
    std::mt19937_64 random{20240229};
    auto const below = [&](int limit) {
        return static_cast<int>(random() % static_cast<unsigned>(limit));
    };
    std::size_t purged_rows = 0;
    std::size_t tied_cuts = 0;
    for (int round = 0; round < 3'000; ++round) {
        std::vector<intervals::days> drawn;
        int const span = 1 + below(80);  // short spans give many rows of one entry
        int const reach = 1 + below(30);
        for (int i = below(60); i >= 0; --i) {
            int const entry = below(span);
            drawn.push_back({entry, entry + below(reach)});
        }
        auto const percent = static_cast<std::size_t>(1 + below(99));
        intervals const rows{drawn};
        auto const view = rows.view();
        split_rows const split = hold_out_last(view, percent);
        INFO("round " << round << ", " << drawn.size() << " rows, " << percent << " percent");
        REQUIRE(retrain::laws::lawful_split(split, view));

        // The hold-out is the shortest run of whole entries at the end that is long enough.
        auto const wanted = (drawn.size() * percent + 99) / 100;
        auto const begin = view.entry[split.holdout.front()];
        auto const at_begin = std::ranges::count_if(
            split.holdout, [&](auto row) { return view.entry[row] == begin; });
        REQUIRE(split.holdout.size() >= wanted);
        REQUIRE(split.holdout.size() - static_cast<std::size_t>(at_begin) < wanted);
        tied_cuts += split.holdout.size() > wanted ? 1 : 0;

        // Nothing is purged without need.
        std::size_t needed = 0;
        for (std::size_t row = 0; row < drawn.size(); ++row)
            needed += view.entry[row] < begin && view.exit[row] >= begin ? 1 : 0;
        REQUIRE(split.purged == needed);
        purged_rows += split.purged;
    }
    CHECK(purged_rows > 1'000);  // the samples do exercise what they are for
    CHECK(tied_cuts > 300);
}

TEST_CASE("a stopping tail is carved off the training side") {
    auto const rows = daily(100, 5);
    split_rows const outer = hold_out_last(rows.view(), 20);
    auto const training = retrain::select(rows.view(), outer.training);
    split_rows const inner = hold_out_last(training.view(), 10);
    CHECK(outer.training.size() == 75);
    CHECK(inner.holdout.size() == 8);
    CHECK(inner.purged == 5);
    CHECK(inner.training.size() == 62);
    CHECK(retrain::laws::lawful_split(inner, training.view()));
    // None of the stopping rows looks into the judging ones.
    for (auto const row : inner.holdout)
        CHECK(training.exit[row] < rows.view().entry[outer.holdout.front()]);
}

}  // namespace
