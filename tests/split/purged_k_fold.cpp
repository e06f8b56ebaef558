#include <retrain/split/purged_k_fold.hpp>

#include <laws/split.hpp>
#include <split/intervals.hpp>
#include <split/random_intervals.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <vector>

namespace {

using namespace std::chrono_literals;
using retrain::embargo_for;
using retrain::embargo_percent;
using retrain::no_embargo;
using retrain::purged_k_fold;
using retrain::testing::daily;
using retrain::testing::intervals;
using indices = std::vector<std::size_t>;

// Ten daily rows whose labels look two days ahead, five folds, no embargo.
constexpr bool is_the_reference() {
    auto const rows = daily(10, 2);
    std::array<indices, 5> const training{indices{4, 5, 6, 7, 8, 9}, indices{6, 7, 8, 9},
                                          indices{0, 1, 8, 9}, indices{0, 1, 2, 3},
                                          indices{0, 1, 2, 3, 4, 5}};
    std::size_t fold = 0;
    for (auto const& split : purged_k_fold<5, no_embargo>::folds(rows.view())) {
        if (split.training != training[fold] || split.holdout != indices{2 * fold, 2 * fold + 1} ||
            split.purged != 8 - split.training.size() ||
            !retrain::laws::lawful_fold(split, rows.view()))
            return false;
        ++fold;
    }
    return fold == 5;
}
static_assert(is_the_reference());

// The embargo goes on from the last exit: 1 % of ten rows is one row, two days are two.
static_assert(purged_k_fold<5>::folds(daily(10, 2).view())[0].training == indices{5, 6, 7, 8, 9});
static_assert(purged_k_fold<5, embargo_percent<20>>::folds(daily(10, 2).view())[1].training ==
              indices{8, 9});
static_assert(purged_k_fold<5, embargo_for<48h>>::folds(daily(10, 2).view())[1].training ==
              indices{8, 9});
// There is none before a block.
static_assert(purged_k_fold<5, embargo_for<48h>>::folds(daily(10, 2).view())[4].training ==
              indices{0, 1, 2, 3, 4, 5});
// The order of the rows in the data set does not count.
static_assert(purged_k_fold<2, no_embargo>::folds(
                  intervals{{{9, 9}, {0, 0}, {5, 5}, {1, 1}}}.view())[0]
                  .holdout == indices{1, 3});
// Rows of one entry stay together.
static_assert(purged_k_fold<2, no_embargo>::folds(
                  intervals{{{0, 0}, {1, 1}, {1, 1}, {1, 1}}}.view())[1]
                  .holdout == indices{1, 2, 3});

TEST_CASE("folds that can't be made are errors") {
    using five = purged_k_fold<5>;
    CHECK_THROWS_WITH(five::folds(daily(0, 0).view()), ContainsSubstring("0 rows can't be cut"));
    CHECK_THROWS_WITH(five::folds(daily(4, 0).view()), ContainsSubstring("into 5 blocks"));
    CHECK_THROWS_AS(five::folds(intervals{std::vector<intervals::days>(9, {3, 4})}.view()),
                    retrain::error);
    auto const rows = daily(10, 20);
    auto const folds = five::folds(rows.view());
    CHECK_THROWS_WITH(folds[0], ContainsSubstring("none is left to train on"));
}

/// The rows that a fold's rule leaves for training, found row by row and from the definition.
template <class Embargo>
indices expected(retrain::dataset_view rows, retrain::split_rows const& split) {
    auto const order = retrain::detail::entry_order(rows);
    auto from = retrain::time_point::max();
    auto until = retrain::time_point::min();
    for (auto const row : split.holdout) {
        from = std::min(from, rows.entry[row]);
        until = std::max(until, rows.exit[row]);
    }
    auto const embargoed = Embargo::until(rows, order, until);
    indices training;
    for (auto const row : order) {
        bool const tests = std::ranges::find(split.holdout, row) != split.holdout.end();
        bool const touches = rows.entry[row] <= until && rows.exit[row] >= from;
        bool const follows = rows.entry[row] > until && rows.entry[row] <= embargoed;
        if (!tests && !touches && !follows) training.push_back(row);
    }
    return training;
}

template <class Split, class Embargo>
void check_random(std::uint64_t seed) {
    retrain::testing::random_intervals random{seed};
    std::size_t lawful = 0;
    std::size_t refused = 0;
    std::size_t purged = 0;
    for (int round = 0; round < 500; ++round) {
        intervals const rows = random.draw();
        auto const view = rows.view();
        std::vector<std::size_t> times(view.row_count());
        bool whole = true;
        try {
            auto const folds = Split::folds(view);
            for (std::size_t fold = 0; fold < folds.size(); ++fold) {
                try {
                    auto const split = folds[fold];
                    INFO("round " << round << ", fold " << fold);
                    REQUIRE(retrain::laws::lawful_fold(split, view));
                    REQUIRE(split.training == expected<Embargo>(view, split));
                    REQUIRE(split.training.size() + split.holdout.size() + split.purged ==
                            view.row_count());
                    for (auto const row : split.holdout) ++times[row];
                    purged += split.purged;
                    ++lawful;
                } catch (retrain::error const&) {
                    whole = false;
                    ++refused;
                }
            }
        } catch (retrain::error const&) {
            continue;
        }
        if (whole) REQUIRE(std::ranges::all_of(times, [](auto count) { return count == 1; }));
    }
    CHECK(lawful > 1'000);  // the samples do exercise what they are for
    CHECK(refused > 5);
    CHECK(purged > 5'000);
}

TEST_CASE("random label intervals: no training interval touches a test interval") {
    check_random<purged_k_fold<5, no_embargo>, no_embargo>(1);
    check_random<purged_k_fold<>, embargo_percent<1>>(2);
    check_random<purged_k_fold<3, embargo_percent<10>>, embargo_percent<10>>(3);
    check_random<purged_k_fold<7, embargo_for<72h>>, embargo_for<72h>>(4);
}

}  // namespace
