#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/role.hpp>
#include <retrain/core/time.hpp>

#include <concepts>
#include <string_view>

namespace retrain {

namespace requirement {
template <class P>
concept WindowBegins =
    requires(P const& p, dataset_view rows, std::string_view why) { p.begin(rows, why); };
template <class P>
concept WindowAnswersTime = requires(P const& p, dataset_view rows, std::string_view why) {
    { p.begin(rows, why) } -> std::same_as<time_point>;
};
}  // namespace requirement

struct window_role;

/// Answers: how far back do models learn?
///
/// Let `p` be a `P const`, `v` a `dataset_view` of at least one row, and `why` the reason of the
/// run as its record gives it, such as "analysis_completed (64)".
///   [window.begin] `p.begin(v, why)` is well-formed;
///   [window.time]  and returns a `time_point`: rows of `v` that enter earlier are left out.
/// It is asked twice: of the rows before the hold-out, for the judge, and of all rows, for the
/// model that goes live. The hold-out stays as the split says, and new samples are counted over all rows.
/// Semantics the compiler cannot see:
///   [window.rows] at least one row of `v` enters at that time or later;
///   [window.pure] equal rows and reasons get equal answers.
/// Default: `all_rows`.
/// Models: `all_rows`, `last_rows`, `last_days`; `windows` chooses among several by the reason.
template <class P>
concept WindowPolicy = PlaysRole<P, window_role> && requirement::WindowBegins<P> &&
                       requirement::WindowAnswersTime<P>;

struct window_role {
    template <class P>
    static constexpr bool accepts = WindowPolicy<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::WindowBegins<P>)
            static_assert(sizeof(P) == 0, "[window.begin] a WindowPolicy needs a const member "
                          "`retrain::time_point begin(retrain::dataset_view, std::string_view why) "
                          "const`");
        else if constexpr (!requirement::WindowAnswersTime<P>)
            static_assert(sizeof(P) == 0,
                          "[window.time] a WindowPolicy's `begin` must return retrain::time_point");
        return accepts<P>;
    }
};

}  // namespace retrain
