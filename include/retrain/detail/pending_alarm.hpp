#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/core/reason.hpp>
#include <retrain/core/time.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace retrain::detail {

/// The alarm of a trigger that waits until a run has reached a verdict after it.
struct pending_alarm {
    /// The least time between two answers to one alarm: an interval policy may read the training
    /// data to say no.
    static constexpr std::chrono::minutes repeat{1};

    time_point raised = not_yet;
    time_point run_before = not_yet;  ///< last run that it came after, maybe in one instant
    double amount = 0;
    time_point answered = not_yet;  ///< when it was last given as a reason

    [[nodiscard]] constexpr bool waits() const noexcept { return raised != not_yet; }

    constexpr void raise(observation const& o, double measured) noexcept {
        raised = o.now;
        run_before = o.last_run;
        amount = measured;
        answered = not_yet;
    }

    /// Withdraws the alarm if a run has answered it, and tells whether it did. Where the clock was
    /// set back behind the alarm, it counts from now, and so may the last run before it.
    constexpr bool settle(observation const& o) noexcept {
        if (!waits()) return false;
        raised = std::min(raised, o.now);
        answered = std::min(answered, o.now);
        run_before = std::min(run_before, o.last_run);
        if (o.last_run < raised || o.last_run == run_before) return false;
        raised = not_yet;
        return true;
    }

    /// The alarm as a reason, if it waits and was not given as one for so long.
    [[nodiscard]] constexpr std::optional<reason> answer(std::string_view what, time_point now,
                                                         std::string_view about = {}) noexcept {
        if (!waits() || !has_elapsed(repeat, answered, now)) return std::nullopt;
        answered = now;
        return reason{what, amount, about};
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
