#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/core/role.hpp>
#include <retrain/core/type_name.hpp>

#include <concepts>

namespace retrain {

namespace requirement {
template <class P>
concept IntervalAllows = requires(P const& p, observation const& o) { p.allows(o); };
template <class P>
concept IntervalAnswersBool = requires(P const& p, observation const& o) {
    { p.allows(o) } -> std::same_as<bool>;
};
template <class P>
concept IntervalNoexcept = requires(P const& p, observation const& o) {
    { p.allows(o) } noexcept;
};
}  // namespace requirement

struct interval_role;

/// Answers: is a retraining allowed now?
///
/// Let `p` be a `P const` and `o` an `observation`.
///   [interval.allows]   `p.allows(o)` is well-formed;
///   [interval.bool]     and returns exactly `bool`;
///   [interval.noexcept] and does not throw.
/// Optional:
///   `p.refuses(o)` returns the `refusal` that explains a no, and does not throw;
///   `P::counts_samples` is `true` where the answer depends on `o.new_samples`, whose counting
///   reads the training data; such a policy is asked after the cheap ones.
/// Semantics the compiler cannot see:
///   [interval.pure]     equal observations give equal answers.
/// Opt-in law, for policies that promise it (`laws::monotone` samples it):
///   [interval.monotone] once allowed, more elapsed time or more samples never withdraws consent.
/// Default: `min_interval<24h>`.
/// Models: `min_interval`, `min_new_samples`, `back_off`, `all_of`, `any_of`, `not_`, `always`.
template <class P>
concept IntervalPolicy = PlaysRole<P, interval_role> && requirement::IntervalAllows<P> &&
                         requirement::IntervalAnswersBool<P> && requirement::IntervalNoexcept<P>;

struct interval_role {
    template <class P>
    static constexpr bool accepts = IntervalPolicy<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::IntervalAllows<P>)
            static_assert(sizeof(P) == 0, "[interval.allows] an IntervalPolicy needs a const member "
                          "`bool allows(retrain::observation const&) const noexcept`");
        else if constexpr (!requirement::IntervalAnswersBool<P>)
            static_assert(sizeof(P) == 0,
                          "[interval.bool] an IntervalPolicy's `allows` must return exactly `bool`: "
                          "`bool allows(retrain::observation const&) const noexcept`");
        else if constexpr (!requirement::IntervalNoexcept<P>)
            static_assert(sizeof(P) == 0,
                          "[interval.noexcept] an IntervalPolicy's `allows` must be `noexcept`: "
                          "`bool allows(retrain::observation const&) const noexcept`");
        return accepts<P>;
    }
};

/// The policy's answer depends on the number of new samples.
template <class P>
inline constexpr bool counts_samples = false;
template <class P>
    requires requires { P::counts_samples; }
inline constexpr bool counts_samples<P> = P::counts_samples;

/// Why `p` says no to `o`; meaningful only where it does.
template <IntervalPolicy P>
[[nodiscard]] constexpr refusal why_refused(P const& p, observation const& o) noexcept {
    if constexpr (requires { { p.refuses(o) } noexcept -> std::same_as<refusal>; })
        return p.refuses(o);
    else
        return {skip_reason::policy_refused, type_name<P>()};
}

/// `p` says no whatever the number of new samples is: there is no need to count them.
template <IntervalPolicy P>
[[nodiscard]] constexpr bool refuses_uncounted(P const& p, observation const& o) noexcept {
    if constexpr (requires { { p.refuses_uncounted(o) } noexcept -> std::same_as<bool>; })
        return p.refuses_uncounted(o);
    else if constexpr (counts_samples<P>)
        return false;
    else
        return !p.allows(o);
}

}  // namespace retrain
