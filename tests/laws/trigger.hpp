#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/event/clock_tick.hpp>
#include <retrain/trigger/concept.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace retrain::laws {

/// [trigger.replay] equal triggers that are shown the same events give the same answers.
template <TriggerPolicy T, class... Events>
[[nodiscard]] constexpr bool replays(T const& fresh, observation const& o,
                                     Events const&... events) {
    T one{fresh};
    T other{fresh};
    return ((one.observe(events, o) == other.observe(events, o)) && ... && true);
}

/// `fires`, where a trigger offers it, is `observe` without the reason.
template <TriggerPolicy T, class... Events>
[[nodiscard]] constexpr bool fires_with_reason(T const& fresh, observation const& o,
                                               Events const&... events) {
    T one{fresh};
    T other{fresh};
    return ((one.fires(events, o) == other.observe(events, o).has_value()) && ... && true);
}

/// The reason is named, wherever there is one.
template <TriggerPolicy T, class... Events>
[[nodiscard]] constexpr bool names_its_reasons(T fresh, observation const& o,
                                               Events const&... events) {
    auto const named = [](std::optional<reason> const& why) { return !why || !why->what.empty(); };
    return (named(fresh.observe(events, o)) && ... && true);
}

/// A schedule that has been looked at fires at its next due instant, and not before.
template <ScheduledTrigger T>
[[nodiscard]] constexpr bool fires_when_due(T trigger, time_point now) {
    (void)trigger.observe(clock_tick{now}, observation{.now = now});
    std::optional<time_point> const due = trigger.next_due(now);
    if (!due || *due <= now) return false;
    time_point const before = *due - std::chrono::nanoseconds{1};
    return !trigger.observe(clock_tick{before}, observation{.now = before}) &&
           trigger.observe(clock_tick{*due}, observation{.now = *due}) &&
           !trigger.observe(clock_tick{*due}, observation{.now = *due});
}

/// A trigger that remembers: stopped after any of the events, saved, and restored into a new one,
/// it answers as if it had not been stopped.
template <StatefulTrigger T, class Event>
[[nodiscard]] bool survives_a_restart(T const& fresh, observation const& o,
                                      std::vector<Event> const& events) {
    for (std::size_t stop = 0; stop <= events.size(); ++stop) {
        T running{fresh};
        for (std::size_t i = 0; i < stop; ++i) (void)running.observe(events[i], o);
        T restarted{fresh};
        restarted.restore(running.save());
        for (std::size_t i = stop; i < events.size(); ++i)
            if (running.observe(events[i], o) != restarted.observe(events[i], o)) return false;
    }
    return true;
}

}  // namespace retrain::laws
