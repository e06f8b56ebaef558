#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/split_rows.hpp>
#include <retrain/detail/entry_blocks.hpp>
#include <retrain/split/embargo.hpp>
#include <retrain/split/fold_range.hpp>
#include <retrain/split/fold_split.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace retrain {

/// Use when one path through history is not enough, as for the spread of a backtest's result or for
/// the probability that it is overfitted: the rows by entry are cut into `N` groups, and each choice
/// of `K` groups tests once, C(N, K) folds in all. Neighbouring groups are one test block, others are
/// purged and embargoed one by one. Each row tests `paths` times, so the folds make `paths` complete
/// paths.
///
/// `folds` throws `error` (`bad_data`) where a group would be empty, since rows of one entry stay
/// together; a fold does where nothing is left to train on. O(n log n), and O(n K) a fold.
/// Source: M. Lopez de Prado, Advances in Financial Machine Learning (2018), section 12.4.
template <std::size_t N = 6, std::size_t K = 2, class Embargo = embargo_percent<1>>
struct combinatorial_purged_cv {
    static_assert(K >= 1 && K < N && N <= 30,
                  "combinatorial_purged_cv<N, K>: 1 <= K < N, and at most 30 groups");
    static constexpr bool purged = true;

    /// C(n, k).
    [[nodiscard]] static constexpr std::size_t choose(std::size_t n, std::size_t k) noexcept {
        if (k > n) return 0;
        std::size_t count = 1;
        for (std::size_t i = 1; i <= k; ++i) count = count * (n - k + i) / i;
        return count;
    }
    static constexpr std::size_t splits = choose(N, K);
    static constexpr std::size_t paths = choose(N - 1, K - 1);

    /// The groups that `fold` tests, ascending; folds are in lexicographic order of them.
    [[nodiscard]] static constexpr std::array<std::size_t, K> groups(std::size_t fold) noexcept {
        std::array<std::size_t, K> tested{};
        std::size_t group = 0;
        for (std::size_t i = 0; i < K; ++i, ++group) {
            // So many of the folds that are left go on with this group.
            for (auto count = choose(N - 1 - group, K - 1 - i); fold >= count;
                 count = choose(N - 1 - group, K - 1 - i)) {
                fold -= count;
                ++group;
            }
            tested[i] = group;
        }
        return tested;
    }

    /// The fold from which path `path`, below `paths`, takes its predictions for each group: the
    /// fold that tests the group for the `path`-th time. O(splits * K).
    [[nodiscard]] static constexpr std::array<std::size_t, N> path(std::size_t path) noexcept {
        std::array<std::size_t, N> folds{};
        std::array<std::size_t, N> times{};
        for (std::size_t fold = 0; fold < splits; ++fold)
            for (std::size_t const group : groups(fold))
                if (times[group]++ == path) folds[group] = fold;
        return folds;
    }

    class plan {
       public:
        constexpr explicit plan(dataset_view rows) : blocks_{rows, N} {}
        [[nodiscard]] static constexpr std::size_t size() noexcept { return splits; }
        [[nodiscard]] constexpr split_rows operator()(std::size_t fold) const {
            auto const tested = groups(fold);
            std::vector<detail::entry_blocks::block> parts;
            for (std::size_t first = 0, last = 0; first < K; first = last) {
                for (last = first + 1; last < K && tested[last] == tested[last - 1] + 1;) ++last;
                parts.push_back(blocks_.blocks(tested[first], tested[last - 1] + 1));
            }
            return blocks_.template purged_split<Embargo>(parts);
        }

       private:
        detail::entry_blocks blocks_;
    };

    [[nodiscard]] static constexpr fold_range<plan> folds(dataset_view rows) {
        return fold_range{plan{rows}};
    }
};
static_assert(FoldSplit<combinatorial_purged_cv<>>);

}  // namespace retrain
