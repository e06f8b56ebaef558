#include <retrain/split/combinatorial_purged_cv.hpp>

#include <laws/split.hpp>
#include <split/intervals.hpp>
#include <split/random_intervals.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <vector>

namespace {

using retrain::combinatorial_purged_cv;
using retrain::embargo_percent;
using retrain::no_embargo;
using retrain::testing::daily;
using retrain::testing::intervals;
using indices = std::vector<std::size_t>;

// C(N, k) splits, k C(N, k) / N paths.
static_assert(combinatorial_purged_cv<6, 2>::splits == 15);
static_assert(combinatorial_purged_cv<6, 2>::paths == 5);
static_assert(combinatorial_purged_cv<10, 3>::splits == 120);
static_assert(combinatorial_purged_cv<10, 3>::paths == 3 * 120 / 10);
static_assert(combinatorial_purged_cv<30, 15>::splits == 155'117'520);

using four_of_two = combinatorial_purged_cv<4, 2, no_embargo>;
using pair = std::array<std::size_t, 2>;
static_assert(four_of_two::groups(0) == pair{0, 1});
static_assert(four_of_two::groups(2) == pair{0, 3});
static_assert(four_of_two::groups(3) == pair{1, 2});
static_assert(four_of_two::groups(5) == pair{2, 3});

// Twelve daily rows, labels one day ahead, four groups of three.
static_assert(four_of_two::folds(daily(12, 1).view()).size() == 6);
// Neighbours are one block: rows between them are not there to purge.
static_assert(four_of_two::folds(daily(12, 1).view())[0].training == indices{7, 8, 9, 10, 11});
// Others are purged one by one: what lies between trains but for its rims.
static_assert(four_of_two::folds(daily(12, 1).view())[2].holdout == indices{0, 1, 2, 9, 10, 11});
static_assert(four_of_two::folds(daily(12, 1).view())[2].training == indices{4, 5, 6, 7});
static_assert(four_of_two::folds(daily(12, 1).view())[2].purged == 2);
// And each has its embargo: two rows of twenty after the exits on days 4 and 16.
static_assert(combinatorial_purged_cv<5, 2, embargo_percent<10>>::groups(2) == pair{0, 3});
static_assert(combinatorial_purged_cv<5, 2, embargo_percent<10>>::folds(daily(20, 1).view())[2]
                  .training == indices{7, 8, 9, 10, 19});

// Each path has one fold a group, which tests it, and no two paths share one.
template <class Split, std::size_t N>
constexpr bool paths_are_whole() {
    for (std::size_t path = 0; path < Split::paths; ++path) {
        auto const folds = Split::path(path);
        for (std::size_t group = 0; group < N; ++group) {
            auto const tested = Split::groups(folds[group]);
            if (std::ranges::find(tested, group) == tested.end()) return false;
            for (std::size_t other = 0; other < path; ++other)
                if (Split::path(other)[group] == folds[group]) return false;
        }
    }
    return true;
}
static_assert(paths_are_whole<combinatorial_purged_cv<6, 2>, 6>());
static_assert(paths_are_whole<combinatorial_purged_cv<5, 3>, 5>());

TEST_CASE("the folds are all choices of groups, each once") {
    using split = combinatorial_purged_cv<9, 4>;
    std::set<std::array<std::size_t, 4>> seen;
    std::array<std::size_t, 4> last{};
    for (std::size_t fold = 0; fold < split::splits; ++fold) {
        auto const groups = split::groups(fold);
        CHECK(groups.back() < 9);
        CHECK(std::ranges::adjacent_find(groups, std::ranges::greater_equal{}) == groups.end());
        CHECK((fold == 0 || last < groups));
        last = groups;
        seen.insert(groups);
    }
    CHECK(seen.size() == 126);
}

template <std::size_t N, std::size_t K, class Embargo>
void check_random(std::uint64_t seed) {
    using split_type = combinatorial_purged_cv<N, K, Embargo>;
    retrain::testing::random_intervals random{seed};
    std::size_t lawful = 0;
    std::size_t whole_sets = 0;
    for (int round = 0; round < 150; ++round) {
        intervals const rows = random.draw();
        auto const view = rows.view();
        std::vector<std::size_t> times(view.row_count());
        bool whole = true;
        try {
            auto const folds = split_type::folds(view);
            for (std::size_t fold = 0; fold < folds.size(); ++fold) {
                try {
                    auto const split = folds[fold];
                    INFO("round " << round << ", fold " << fold);
                    REQUIRE(retrain::laws::lawful_fold(split, view));
                    REQUIRE(split.training.size() + split.holdout.size() + split.purged ==
                            view.row_count());
                    for (auto const row : split.holdout) ++times[row];
                    ++lawful;
                } catch (retrain::error const&) {
                    whole = false;
                }
            }
        } catch (retrain::error const&) {
            continue;
        }
        if (!whole) continue;
        ++whole_sets;
        REQUIRE(std::ranges::all_of(times,
                                    [](auto count) { return count == split_type::paths; }));
    }
    CHECK(lawful > 500);
    CHECK(whole_sets > 30);
}

TEST_CASE("random label intervals: combinations purge each block, and test each row `paths` times") {
    check_random<6, 2, no_embargo>(8);
    check_random<6, 2, embargo_percent<1>>(9);
    check_random<5, 3, embargo_percent<2>>(10);
}

}  // namespace
