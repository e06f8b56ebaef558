#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/core/reason.hpp>
#include <retrain/detail/fires.hpp>
#include <retrain/interval/concept.hpp>
#include <retrain/trigger/concept.hpp>

#include <concepts>
#include <optional>
#include <utility>

namespace retrain {

/// The pure half of a service: whether an event leads to a run. It reads nothing but its arguments
/// and its trigger's memory, works in constant expressions, and is empty when its parts are. What
/// it costs is what its policies do: the same instructions as the condition written by hand.
template <TriggerPolicy Trigger, IntervalPolicy Interval>
class decision {
   public:
    using events = typename Trigger::events;

    constexpr decision()
        requires(std::default_initializable<Trigger> && std::default_initializable<Interval>)
    = default;
    constexpr decision(Trigger trigger, Interval interval)
        : trigger_{std::move(trigger)}, interval_{std::move(interval)} {}

    /// The reason to run now, if there is one and the interval allows it. The trigger is shown
    /// the event in any case, since it may remember.
    template <class Event>
        requires(events::template contains<Event>)
    [[nodiscard]] constexpr std::optional<reason> reason_for(Event const& event,
                                                             observation const& o) noexcept {
        std::optional<reason> why = trigger_.observe(event, o);
        if (!why || interval_.allows(o)) return why;
        return std::nullopt;
    }

    /// The same, where the reason does not matter.
    template <class Event>
        requires(events::template contains<Event>)
    [[nodiscard]] constexpr bool is_due(Event const& event, observation const& o) noexcept {
        return detail::fires(trigger_, event, o) && interval_.allows(o);
    }

    [[nodiscard]] constexpr Trigger const& trigger() const noexcept { return trigger_; }
    [[nodiscard]] constexpr Interval const& interval() const noexcept { return interval_; }

   private:
    [[no_unique_address]] Trigger trigger_{};
    [[no_unique_address]] Interval interval_{};
};

}  // namespace retrain
