#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/split_rows.hpp>

#include <concepts>
#include <ranges>

namespace retrain {

namespace requirement {
template <class P>
concept FoldsFolds = requires(P const& p, dataset_view rows) { p.folds(rows); };
template <class P>
concept FoldsRange = requires(P const& p, dataset_view rows) {
    { p.folds(rows) } -> std::ranges::forward_range;
    requires std::same_as<std::ranges::range_value_t<decltype(p.folds(rows))>, split_rows>;
};
template <class P>
concept FoldsSayPurged = requires { { P::purged } -> std::convertible_to<bool>; };
}  // namespace requirement

/// Several ways to part the same rows, each with rows that train and rows that test: what
/// `cross_validate` asks for.
///
/// Let `p` be a `P const` and `v` a `dataset_view`.
///   [folds.folds]  `p.folds(v)` is well-formed;
///   [folds.range]  and returns a forward range of `split_rows`, whose `holdout` tests;
///   [folds.purged] `P::purged` says whether no training row's closed interval `[entry, exit]`
///                  touches that of a row which tests.
/// Where no row is left to train on, making the fold throws `error` (`bad_data`).
/// Models: `purged_k_fold`, `walk_forward`, `combinatorial_purged_cv`.
template <class P>
concept FoldSplit = requirement::FoldsFolds<P> && requirement::FoldsRange<P> &&
                    requirement::FoldsSayPurged<P>;

/// Says which requirement a split into folds misses, as a role does for its policies.
struct fold_requirements {
    template <class P>
    static constexpr bool accepts = FoldSplit<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::FoldsFolds<P>)
            static_assert(sizeof(P) == 0, "[folds.folds] a FoldSplit needs a const member "
                          "`folds(retrain::dataset_view) const`");
        else if constexpr (!requirement::FoldsRange<P>)
            static_assert(sizeof(P) == 0, "[folds.range] a FoldSplit's `folds` must return a forward "
                          "range of retrain::split_rows");
        else if constexpr (!requirement::FoldsSayPurged<P>)
            static_assert(sizeof(P) == 0, "[folds.purged] a FoldSplit says whether it keeps training "
                          "rows off the test rows' label intervals: `static constexpr bool purged = "
                          "true;`");
        return accepts<P>;
    }
};

}  // namespace retrain
