#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/core/time.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace retrain::detail {

/// The alarm of a trigger that waits until a run has reached a verdict after it.
struct pending_alarm {
    time_point raised = not_yet;
    time_point run_before = not_yet;  ///< last run that it came after, maybe in one instant
    double amount = 0;

    [[nodiscard]] constexpr bool waits() const noexcept { return raised != not_yet; }

    constexpr void raise(observation const& o, double measured) noexcept {
        raised = o.now;
        run_before = o.last_run;
        amount = measured;
    }

    /// Withdraws the alarm if a run has answered it, and tells whether it did. Where the clock was
    /// set back behind the alarm, it counts from now, and so may the last run before it.
    constexpr bool settle(observation const& o) noexcept {
        if (!waits()) return false;
        raised = std::min(raised, o.now);
        run_before = std::min(run_before, o.last_run);
        if (o.last_run < raised || o.last_run == run_before) return false;
        raised = not_yet;
        return true;
    }
};

/// An instant as a number, for a trigger's saved state.
[[nodiscard]] constexpr std::int64_t ticks_of(time_point instant) noexcept {
    return instant.time_since_epoch().count();
}
[[nodiscard]] constexpr time_point instant_of(std::int64_t ticks) noexcept {
    return time_point{std::chrono::nanoseconds{ticks}};
}

}  // namespace retrain::detail
