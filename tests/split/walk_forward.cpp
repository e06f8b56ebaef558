#include <retrain/split/walk_forward.hpp>

#include <laws/split.hpp>
#include <split/intervals.hpp>
#include <split/random_intervals.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace {

using retrain::walk_forward;
using retrain::testing::daily;
using retrain::testing::intervals;
using indices = std::vector<std::size_t>;

// Twelve daily rows whose labels look one day ahead: blocks of two rows.
static_assert(walk_forward<5>::folds(daily(12, 1).view()).size() == 5);
static_assert(walk_forward<5>::folds(daily(12, 1).view())[0].training == indices{0});
static_assert(walk_forward<5>::folds(daily(12, 1).view())[0].holdout == indices{2, 3});
static_assert(walk_forward<5>::folds(daily(12, 1).view())[0].purged == 1);
static_assert(walk_forward<5>::folds(daily(12, 1).view())[4].training ==
              indices{0, 1, 2, 3, 4, 5, 6, 7, 8});
static_assert(walk_forward<5>::folds(daily(12, 1).view())[4].holdout == indices{10, 11});
// A window that rolls has the same tests and forgets the beginning.
static_assert(walk_forward<5, 2>::folds(daily(12, 1).view())[0].training == indices{0});
static_assert(walk_forward<5, 2>::folds(daily(12, 1).view())[4].training == indices{6, 7, 8});
static_assert(walk_forward<5, 2>::folds(daily(12, 1).view())[4].holdout == indices{10, 11});

TEST_CASE("a walk that can't begin is an error") {
    CHECK_THROWS_AS(walk_forward<5>::folds(daily(5, 0).view()), retrain::error);
    auto const rows = daily(12, 2);
    auto const folds = walk_forward<5>::folds(rows.view());
    CHECK_THROWS_WITH(folds[0], ContainsSubstring("none is left to train on"));
    CHECK(folds[1].training == indices{0, 1});
}

template <std::size_t Blocks>
void check_random(std::uint64_t seed) {
    retrain::testing::random_intervals random{seed};
    std::size_t lawful = 0;
    for (int round = 0; round < 500; ++round) {
        intervals const rows = random.draw();
        auto const view = rows.view();
        try {
            auto const folds = walk_forward<4, Blocks>::folds(view);
            auto const everything = walk_forward<4>::folds(view);
            std::size_t tested = 0;
            for (std::size_t fold = 0; fold < folds.size(); ++fold) {
                auto const split = folds[fold];
                INFO("round " << round << ", fold " << fold);
                REQUIRE(retrain::laws::lawful_fold(split, view));
                // Never trained on the future: all outcomes are known before the first test entry.
                auto const begin = view.entry[split.holdout.front()];
                for (auto const row : split.training) REQUIRE(view.exit[row] < begin);
                // Nothing but age and a touching label keeps an earlier row out.
                auto const widest = everything[fold];
                auto const earlier = std::ranges::count_if(
                    view.entry, [&](auto entry) { return entry < begin; });
                REQUIRE(widest.training.size() + widest.purged ==
                        static_cast<std::size_t>(earlier));
                REQUIRE(std::ranges::includes(
                    widest.training, split.training, {},
                    [&](auto row) { return std::pair{view.entry[row], row}; },
                    [&](auto row) { return std::pair{view.entry[row], row}; }));
                tested += split.holdout.size();
                ++lawful;
            }
            // Every row after the first block tests once.
            auto const first = everything[0];
            REQUIRE(tested + first.training.size() + first.purged == view.row_count());
        } catch (retrain::error const&) {
            continue;
        }
    }
    CHECK(lawful > 500);
}

TEST_CASE("random label intervals: a walk forward never trains on the future") {
    check_random<4>(5);
    check_random<1>(6);
    check_random<2>(7);
}

}  // namespace
