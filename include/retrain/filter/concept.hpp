#pragma once

#include <retrain/core/role.hpp>
#include <retrain/core/row_view.hpp>

#include <concepts>

namespace retrain {

/// A row filter's answer. Rows that it can't judge are dropped, and counted apart.
enum class row_decision { pass, fail, insufficient };

namespace requirement {
template <class P>
concept FilterJudges = requires(P const& p, row_view const& row) { p.judge(row); };
template <class P>
concept FilterAnswersDecision = requires(P const& p, row_view const& row) {
    { p.judge(row) } -> std::same_as<row_decision>;
};
}  // namespace requirement

struct filter_role;

/// Answers: which rows may a model learn from and be judged by?
///
/// Let `p` be a `P const` and `r` a `row_view`.
///   [filter.judge]    `p.judge(r)` is well-formed;
///   [filter.decision] and returns a `row_decision`.
/// Semantics the compiler cannot see:
///   [filter.pure] equal rows get equal answers.
/// Default: `keep_all_rows`.
/// Models: `keep_all_rows`, `keep_rows_where`, `chart_quality`.
template <class P>
concept RowFilter = PlaysRole<P, filter_role> && requirement::FilterJudges<P> &&
                    requirement::FilterAnswersDecision<P>;

struct filter_role {
    template <class P>
    static constexpr bool accepts = RowFilter<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::FilterJudges<P>)
            static_assert(sizeof(P) == 0, "[filter.judge] a RowFilter needs a const member "
                          "`retrain::row_decision judge(retrain::row_view const&) const`");
        else if constexpr (!requirement::FilterAnswersDecision<P>)
            static_assert(sizeof(P) == 0,
                          "[filter.decision] a RowFilter's `judge` must return retrain::row_decision");
        return accepts<P>;
    }
};

}  // namespace retrain
