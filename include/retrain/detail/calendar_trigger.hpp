#pragma once

#include <retrain/core/duration_constant.hpp>
#include <retrain/core/iso_time.hpp>
#include <retrain/core/observation.hpp>
#include <retrain/core/reason.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/type_list.hpp>
#include <retrain/core/zone.hpp>
#include <retrain/detail/from_settings.hpp>
#include <retrain/detail/short_text.hpp>
#include <retrain/event/clock_tick.hpp>
#include <retrain/trigger/concept.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace retrain::detail {

/// A time that the clocks of an ordinary day show.
[[nodiscard]] consteval bool is_time_of_day(duration_constant time) noexcept {
    return time.nanoseconds >= 0 && std::chrono::nanoseconds{time} < std::chrono::hours{24};
}

/// `text` and a time of day, with seconds where it has any: "daily at 02:30".
[[nodiscard]] constexpr short_text<64> at_time(short_text<64> text, std::chrono::nanoseconds time) {
    std::chrono::hh_mm_ss const clock{std::chrono::floor<std::chrono::seconds>(time)};
    (text.put(clock.hours().count(), 2) << ":").put(clock.minutes().count(), 2);
    if (clock.seconds().count() != 0) (text << ":").put(clock.seconds().count(), 2);
    return text;
}

/// The first instant after `now` at which the clocks of `zone` show a time of `Rule`, whose
/// `after(l)` is the first local time after `l` that it names. Nothing beyond the year 2261, which
/// `time_point` does not hold, and where the zone fails to tell.
template <class Rule, Zone Where>
[[nodiscard]] constexpr std::optional<time_point> first_after(Where const& zone,
                                                              time_point now) noexcept {
    using namespace std::chrono_literals;
    constexpr time_point first = std::chrono::sys_days{1678y / 1 / 3};
    constexpr time_point last = std::chrono::sys_days{2261y / 12 / 29};
    if (now >= last) return std::nullopt;
    try {
        // Times up to what the clocks show now lie in the past, since zones run forward. Some of
        // those after it may: they are shown twice, and were shown before.
        auto shown = zone.to_local(std::max(now, first));
        while (auto const next = Rule::after(shown)) {
            time_point const instant = zone.to_utc(*next);
            if (instant > now) return instant;
            shown = *next;
        }
    } catch (...) {
    }
    return std::nullopt;
}

/// What `daily_at`, `weekly_on` and `cron` share: it fires when a time of `Rule` has come on the
/// clocks of `Where`, once however many were missed, also over a restart. The first look at a
/// fresh one tells from when on it counts.
template <class Rule, class Where>
class calendar_trigger {
   public:
    using policy_role = trigger_role;
    using events = type_list<clock_tick>;
    static constexpr auto reads = own_reads<Where>;

    constexpr calendar_trigger()
        requires std::default_initializable<Where>
    = default;
    constexpr explicit calendar_trigger(Where zone) : zone_{std::move(zone)} {}

    [[nodiscard]] constexpr std::optional<reason> observe(clock_tick const&,
                                                          observation const& o) noexcept {
        if (handled_ == not_yet)
            handled_ = o.now;
        else if (o.now < handled_)
            step_back(o.now);
        if (!due_) due_ = next_due(handled_);
        if (!due_ || o.now < *due_) return std::nullopt;
        handled_ = o.now;
        fired_ = true;
        due_ = next_due(o.now);
        return reason{Rule::name.view()};
    }

    /// The first instant after `now` at which the clocks show a time of this schedule; nothing
    /// beyond the year 2261. It depends on `now` and the zone alone.
    [[nodiscard]] constexpr std::optional<time_point> next_due(time_point now) const noexcept {
        return first_after<Rule>(zone_, now);
    }

    [[nodiscard]] std::string save() const {
        if (handled_ == not_yet) return {};
        return std::string{fired_ ? fired_at : counts_from} + exact_iso_time(handled_);
    }
    /// Takes back what `save` gave; any other text changes nothing.
    constexpr void restore(std::string_view saved) noexcept {
        bool const fired = saved.starts_with(fired_at);
        if (!fired && !saved.starts_with(counts_from)) return;
        saved.remove_prefix(fired ? fired_at.size() : counts_from.size());
        auto const handled = parse_iso_time(saved);
        if (!handled || *handled == not_yet) return;
        handled_ = *handled;
        fired_ = fired;
        due_.reset();
    }

   private:
    static constexpr std::string_view fired_at = "fired at ";
    static constexpr std::string_view counts_from = "counts from ";

    /// The clock was set back to `now`, before what has been handled. The next time of the schedule
    /// may be one that it has fired for already, so that is passed over, but no further one: the
    /// clock may have been ahead by any length of time.
    constexpr void step_back(time_point now) noexcept {
        auto const next = next_due(now);
        handled_ = fired_ && next && *next <= handled_ ? *next : now;
        due_.reset();
    }

    [[no_unique_address]] Where zone_{};
    time_point handled_ = not_yet;       ///< nothing up to here is due any more
    std::optional<time_point> due_{};  ///< the first due instant after it, where it is known
    bool fired_ = false;               ///< whether it has fired, or only looked
};

}  // namespace retrain::detail
