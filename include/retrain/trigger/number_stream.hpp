#pragma once

#include <concepts>
#include <optional>

namespace retrain {

namespace requirement {
template <class S>
concept StreamNamesEvent = requires { typename S::event; };
template <class S>
concept StreamAnswersValue = requires(S const& s, typename S::event const& event) {
    { s(event) } noexcept -> std::same_as<std::optional<double>>;
};
}  // namespace requirement

/// Says which numbers of which events a drift detector is shown.
///
/// Let `s` be an `S const` and `e` an `S::event const`.
///   [stream.event] `S::event` is the event type that carries the number;
///   [stream.value] `s(e)` returns `std::optional<double>` without throwing: the number, or nothing
///                  where the event is not one of this stream.
/// Semantics the compiler cannot see:
///   [stream.pure]  equal events give equal answers.
/// Models: `value_of`, `of_model`.
template <class S>
concept NumberStream = std::movable<S> && requirement::StreamNamesEvent<S> &&
                       requirement::StreamAnswersValue<S>;

/// Says which requirement a stream misses, as a role does for its policies.
struct stream_requirements {
    template <class S>
    static constexpr bool accepts = NumberStream<S>;

    /// Fails to compile with the first requirement that `S` misses.
    template <class S>
    static consteval bool explain() {
        if constexpr (!requirement::StreamNamesEvent<S>)
            static_assert(sizeof(S) == 0, "[stream.event] a NumberStream names the event that "
                          "carries its numbers: `using event = my_event;`");
        else if constexpr (!requirement::StreamAnswersValue<S>)
            static_assert(sizeof(S) == 0, "[stream.value] a NumberStream needs a const member "
                          "`std::optional<double> operator()(my_event const&) const noexcept`");
        return accepts<S>;
    }
};

}  // namespace retrain
