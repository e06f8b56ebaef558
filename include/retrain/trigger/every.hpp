#pragma once

#include <retrain/core/duration_constant.hpp>
#include <retrain/core/iso_time.hpp>
#include <retrain/core/observation.hpp>
#include <retrain/core/reason.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/type_list.hpp>
#include <retrain/detail/short_text.hpp>
#include <retrain/event/clock_tick.hpp>
#include <retrain/trigger/concept.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retrain {

namespace detail {
/// A span in the largest unit that it is a whole number of: "every 7 days".
[[nodiscard]] constexpr short_text<64> every_span(std::int64_t nanoseconds) {
    struct unit {
        std::int64_t length;
        std::string_view name;
    };
    constexpr std::array<unit, 5> units{{{86'400'000'000'000, "day"},
                                         {3'600'000'000'000, "hour"},
                                         {60'000'000'000, "minute"},
                                         {1'000'000'000, "second"},
                                         {1, "nanosecond"}}};
    short_text<64> text{"every "};
    for (auto const& [length, name] : units) {
        if (nanoseconds % length != 0) continue;
        auto const count = nanoseconds / length;
        if (count == 1) return text << name;
        return text.put(count) << " " << name << "s";
    }
    return text;
}
}  // namespace detail

/// Use when runs should come at a steady pace, whatever the calendar says: `every<days{7}>`.
///
/// It counts from the last run where there was one, or else from its first tick, in steps of
/// `Period`; it fires at the first `clock_tick` from a step on: once however many steps were
/// missed, also over a restart. Runs for other reasons do not shift the steps, and neither does a
/// late tick. A clock that is set back before the last step makes it count anew from there.
template <duration_constant Period>
class every {
    static_assert(Period.nanoseconds > 0,
                  "[schedule.period] every<period> needs more than no time");

   public:
    using policy_role = trigger_role;
    using events = type_list<clock_tick>;

    [[nodiscard]] constexpr std::optional<reason> observe(clock_tick const&,
                                                          observation const& o) noexcept {
        if (step_ == not_yet) step_ = o.last_run == not_yet ? o.now : o.last_run;
        step_ = std::min(step_, o.now);
        auto const steps = steps_until(o.now);
        if (steps == 0) return std::nullopt;
        step_ = after(steps);
        return reason{name.view()};
    }

    /// The first step after `now`; before the first tick it counts from `now`. Nothing where that
    /// is beyond what `time_point` holds.
    [[nodiscard]] constexpr std::optional<time_point> next_due(time_point now) const noexcept {
        every from{*this};
        from.step_ = step_ == not_yet ? now : std::min(step_, now);
        from.step_ = from.after(from.steps_until(now));
        if (time_point::max().time_since_epoch() - std::chrono::nanoseconds{Period} <
            from.step_.time_since_epoch())
            return std::nullopt;
        return from.after(1);
    }

    [[nodiscard]] std::string save() const {
        return step_ == not_yet ? std::string{} : std::string{prefix} + exact_iso_time(step_);
    }
    /// Takes back what `save` gave; any other text changes nothing.
    constexpr void restore(std::string_view saved) noexcept {
        if (!saved.starts_with(prefix)) return;
        auto const step = parse_iso_time(saved.substr(prefix.size()));
        if (step) step_ = *step;
    }

   private:
    static constexpr auto name = detail::every_span(Period.nanoseconds);
    static constexpr std::string_view prefix = "step at ";
    static constexpr std::uint64_t period = static_cast<std::uint64_t>(Period.nanoseconds);

    [[nodiscard]] static constexpr std::uint64_t count(time_point at) noexcept {
        return static_cast<std::uint64_t>(at.time_since_epoch().count());
    }
    /// Whole periods from the last step to `now`, which is not before it. The distance of two
    /// instants may be more than a `duration` holds, but never more than its unsigned twin does.
    [[nodiscard]] constexpr std::uint64_t steps_until(time_point now) const noexcept {
        return (count(now) - count(step_)) / period;
    }
    [[nodiscard]] constexpr time_point after(std::uint64_t steps) const noexcept {
        return time_point{std::chrono::nanoseconds{
            static_cast<std::int64_t>(count(step_) + steps * period)}};
    }

    time_point step_ = not_yet;  ///< what the next period is counted from
};

}  // namespace retrain
