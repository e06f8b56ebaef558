#pragma once

#include <retrain/core/kept_candidate.hpp>
#include <retrain/core/role.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/verdict.hpp>

#include <concepts>
#include <optional>

namespace retrain {

/// Where a winner goes that does not go live at once.
struct set_aside_as {
    candidate_state state = candidate_state::waiting;  ///< `waiting` or `challenger`
    time_point expires = not_yet;                      ///< `not_yet`: it does not
};

namespace requirement {
template <class P>
concept PromotionPlaces = requires(P const& p, verdict const& v, time_point now) {
    p.place(v, now);
};
template <class P>
concept PromotionAnswersPlace = requires(P const& p, verdict const& v, time_point now) {
    { p.place(v, now) } -> std::same_as<std::optional<set_aside_as>>;
};
template <class P>
concept PromotionNoexcept = requires(P const& p, verdict const& v, time_point now) {
    { p.place(v, now) } noexcept;
};
}  // namespace requirement

struct promotion_role;

/// Answers: what happens to a winner? It is asked only where the gate lets a challenger through.
///
/// Let `p` be a `P const`, `v` a `verdict` and `now` a `time_point`.
///   [promotion.place]    `p.place(v, now)` is well-formed;
///   [promotion.answer]   and returns exactly `std::optional<set_aside_as>`: nothing if the winner
///                        goes live;
///   [promotion.noexcept] and does not throw.
/// Semantics the compiler cannot see:
///   [promotion.open] the state that it names is one for which `is_open` holds.
/// Default: `replace`.
/// Models: `replace`, `await_approval`, `keep_as_challenger`.
template <class P>
concept PromotionPolicy =
    PlaysRole<P, promotion_role> && requirement::PromotionPlaces<P> &&
    requirement::PromotionAnswersPlace<P> && requirement::PromotionNoexcept<P>;

struct promotion_role {
    template <class P>
    static constexpr bool accepts = PromotionPolicy<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::PromotionPlaces<P>)
            static_assert(sizeof(P) == 0, "[promotion.place] a PromotionPolicy needs a const member "
                          "`std::optional<retrain::set_aside_as> place(retrain::verdict const&, "
                          "retrain::time_point now) const noexcept`");
        else if constexpr (!requirement::PromotionAnswersPlace<P>)
            static_assert(sizeof(P) == 0, "[promotion.answer] a PromotionPolicy's `place` must "
                          "return exactly `std::optional<retrain::set_aside_as>`");
        else if constexpr (!requirement::PromotionNoexcept<P>)
            static_assert(sizeof(P) == 0,
                          "[promotion.noexcept] a PromotionPolicy's `place` must be `noexcept`");
        return accepts<P>;
    }
};

}  // namespace retrain
