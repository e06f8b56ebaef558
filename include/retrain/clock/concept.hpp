#pragma once

#include <retrain/core/role.hpp>
#include <retrain/core/time.hpp>

#include <concepts>

namespace retrain {

namespace requirement {
template <class P>
concept ClockTells = requires(P const& p) { p.now(); };
template <class P>
concept ClockAnswersTime = requires(P const& p) {
    { p.now() } -> std::convertible_to<time_point>;
};
template <class P>
concept ClockNoexcept = requires(P const& p) {
    { p.now() } noexcept;
};
}  // namespace requirement

struct clock_role;

/// Answers: what time is it?
///
/// Let `c` be a `C const`.
///   [clock.now]      `c.now()` is well-formed;
///   [clock.time]     and converts to `retrain::time_point`, UTC;
///   [clock.noexcept] and does not throw.
/// It is a value, not a static function, so that two simulations can run side by side.
/// Default: `system_time`.
/// Models: `system_time`, `virtual_clock`.
template <class C>
concept Clock = PlaysRole<C, clock_role> && requirement::ClockTells<C> &&
                requirement::ClockAnswersTime<C> && requirement::ClockNoexcept<C>;

struct clock_role {
    template <class P>
    static constexpr bool accepts = Clock<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::ClockTells<P>)
            static_assert(sizeof(P) == 0, "[clock.now] a Clock needs a const member "
                          "`retrain::time_point now() const noexcept`");
        else if constexpr (!requirement::ClockAnswersTime<P>)
            static_assert(sizeof(P) == 0,
                          "[clock.time] a Clock's `now` must return a retrain::time_point");
        else if constexpr (!requirement::ClockNoexcept<P>)
            static_assert(sizeof(P) == 0, "[clock.noexcept] a Clock's `now` must be `noexcept`");
        return accepts<P>;
    }
};

}  // namespace retrain
