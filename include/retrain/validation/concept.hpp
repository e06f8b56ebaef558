#pragma once

#include <retrain/core/role.hpp>
#include <retrain/core/verdict.hpp>

#include <concepts>

namespace retrain {

namespace requirement {
template <class P>
concept ValidationDecides = requires(P const& p, evidence const& e) { p.decide(e); };
template <class P>
concept ValidationAnswersVerdict = requires(P const& p, evidence const& e) {
    { p.decide(e) } -> std::same_as<verdict>;
};
template <class P>
concept ValidationNoexcept = requires(P const& p, evidence const& e) {
    { p.decide(e) } noexcept;
};
}  // namespace requirement

struct validation_role;

/// Answers: may the challenger replace the champion?
///
/// Let `p` be a `P const` and `e` an `evidence`.
///   [validation.decide]   `p.decide(e)` is well-formed;
///   [validation.verdict]  and returns a `verdict`;
///   [validation.noexcept] and does not throw.
/// Semantics the compiler cannot see:
///   [validation.finite] a NaN or an infinity among the predictions never publishes.
/// Default: `champion_challenger<log_loss>`.
/// Models: `champion_challenger`, `on_known_classes`, `unless_lucky`, `unless_overfitted`,
/// `no_validation`.
template <class P>
concept ValidationPolicy =
    PlaysRole<P, validation_role> && requirement::ValidationDecides<P> &&
    requirement::ValidationAnswersVerdict<P> && requirement::ValidationNoexcept<P>;

/// A gate that is to be shown `evidence::rivals`: it says
/// `static constexpr bool wants_rivals = true;`. Optional: for no other gate are kept candidates
/// loaded.
template <class P>
concept WantsRivals = ValidationPolicy<P> && requires { requires bool{P::wants_rivals}; };

struct validation_role {
    template <class P>
    static constexpr bool accepts = ValidationPolicy<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::ValidationDecides<P>)
            static_assert(sizeof(P) == 0, "[validation.decide] a ValidationPolicy needs a const "
                          "member `retrain::verdict decide(retrain::evidence const&) const noexcept`");
        else if constexpr (!requirement::ValidationAnswersVerdict<P>)
            static_assert(sizeof(P) == 0, "[validation.verdict] a ValidationPolicy's `decide` must "
                          "return retrain::verdict");
        else if constexpr (!requirement::ValidationNoexcept<P>)
            static_assert(sizeof(P) == 0,
                          "[validation.noexcept] a ValidationPolicy's `decide` must be `noexcept`");
        return accepts<P>;
    }
};

}  // namespace retrain
