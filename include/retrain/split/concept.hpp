#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/role.hpp>
#include <retrain/core/split_rows.hpp>

#include <concepts>

namespace retrain {

namespace requirement {
template <class P>
concept SplitSplits = requires(P const& p, dataset_view rows) { p.split(rows); };
template <class P>
concept SplitAnswersRows = requires(P const& p, dataset_view rows) {
    { p.split(rows) } -> std::same_as<split_rows>;
};
template <class P>
concept SplitSaysRefits = requires { { P::refits } -> std::convertible_to<bool>; };
}  // namespace requirement

struct split_role;

/// Answers: which rows train the judge, which rows judge it, and what goes live?
///
/// Let `p` be a `P const` and `v` a `dataset_view` of mature, admitted rows.
///   [split.split]  `p.split(v)` is well-formed;
///   [split.rows]   and returns `split_rows`;
///   [split.refits] `P::refits` says whether a winner is trained again on all rows.
/// It throws `error` (`bad_data`) where a side would be empty.
/// Semantics the compiler cannot see:
///   [split.purged] no training row's closed interval `[entry, exit]` touches the hold-out's.
/// Default: `purged_holdout<>`.
/// Models: `purged_holdout`.
template <class P>
concept SplitPolicy = PlaysRole<P, split_role> && requirement::SplitSplits<P> &&
                      requirement::SplitAnswersRows<P> && requirement::SplitSaysRefits<P>;

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
        return accepts<P>;
    }
};

}  // namespace retrain
