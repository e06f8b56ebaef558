#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/role.hpp>
#include <retrain/core/split_rows.hpp>

#include <concepts>

namespace retrain {

template <class Split>
struct allow_unpurged;

namespace requirement {
template <class P>
concept SplitSplits = requires(P const& p, dataset_view rows) { p.split(rows); };
template <class P>
concept SplitAnswersRows = requires(P const& p, dataset_view rows) {
    { p.split(rows) } -> std::same_as<split_rows>;
};
template <class P>
concept SplitSaysRefits = requires { { P::refits } -> std::convertible_to<bool>; };
template <class P>
concept SplitSaysPurged = requires { { P::purged } -> std::convertible_to<bool>; };
template <class P>
inline constexpr bool says_allow_unpurged = false;
template <class Split>
inline constexpr bool says_allow_unpurged<allow_unpurged<Split>> = true;
template <class P>
concept SplitIsPurged =
    SplitSaysPurged<P> && (says_allow_unpurged<P> || requires { requires bool{P::purged}; });
}  // namespace requirement

struct split_role;

/// Answers: which rows train the judge, which rows judge it, and what goes live?
///
/// Let `p` be a `P const` and `v` a `dataset_view` of mature, admitted rows.
///   [split.split]  `p.split(v)` is well-formed;
///   [split.rows]   and returns `split_rows`;
///   [split.refits] `P::refits` says whether a winner is trained again on all rows;
///   [split.purged] `P::purged` says that no training row's closed interval `[entry, exit]` touches
///                  the hold-out's. Where it is false, a program that wants the split all the same
///                  says `allow_unpurged<P>`, and the record of each run tells.
/// It throws `error` (`bad_data`) where a side would be empty.
/// Default: `purged_holdout<>`.
/// Models: `purged_holdout`; `unpurged_holdout` within `allow_unpurged`. Several folds, for
/// `cross_validate`, are another concept: `FoldSplit`.
template <class P>
concept SplitPolicy = PlaysRole<P, split_role> && requirement::SplitSplits<P> &&
                      requirement::SplitAnswersRows<P> && requirement::SplitSaysRefits<P> &&
                      requirement::SplitIsPurged<P>;

struct split_role {
    template <class P>
    static constexpr bool accepts = SplitPolicy<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::SplitSplits<P>)
            static_assert(sizeof(P) == 0, "[split.split] a SplitPolicy needs a const member "
                          "`retrain::split_rows split(retrain::dataset_view) const`");
        else if constexpr (!requirement::SplitAnswersRows<P>)
            static_assert(sizeof(P) == 0,
                          "[split.rows] a SplitPolicy's `split` must return retrain::split_rows");
        else if constexpr (!requirement::SplitSaysRefits<P>)
            static_assert(sizeof(P) == 0, "[split.refits] a SplitPolicy says whether a winner is "
                          "trained again on all rows: `static constexpr bool refits = true;`");
        else if constexpr (!requirement::SplitIsPurged<P>)
            static_assert(sizeof(P) == 0, "[split.purged] a SplitPolicy keeps training rows off the "
                          "hold-out's label intervals and says `static constexpr bool purged = "
                          "true;`; for one that does not, say retrain::allow_unpurged<...>");
        return accepts<P>;
    }
};

}  // namespace retrain
