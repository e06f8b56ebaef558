#pragma once

#include <retrain/core/duration_constant.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/utc_offset.hpp>
#include <retrain/core/zone.hpp>
#include <retrain/detail/calendar_trigger.hpp>
#include <retrain/trigger/concept.hpp>

#include <chrono>
#include <optional>
#include <type_traits>

namespace retrain {

namespace detail {
template <duration_constant Time>
struct daily_rule {
    [[nodiscard]] static constexpr std::optional<local_time_point> after(
        local_time_point shown) noexcept {
        auto const today = std::chrono::floor<std::chrono::days>(shown);
        local_time_point const next = today + std::chrono::nanoseconds{Time};
        return next > shown ? next : next + std::chrono::days{1};
    }
    static constexpr auto name = at_time({"daily at "}, Time);
};
}  // namespace detail

/// Use when a run should start at the same time every day: `daily_at<2h + 30min>`, on the clocks
/// of the setting `timezone`, which may be UTC or an offset. `Where` is another `Zone`: `utc`,
/// `utc_offset<5h + 30min>`, `time_zone` for names in the setting, `named_zone<"Asia/Kolkata">`.
///
/// It fires at the first `clock_tick` from that time on: once however many days were missed, also
/// over a restart. A fresh one waits for the next time after its first tick. A time that the clocks
/// skip on a day becomes the first that they show afterwards; of a time that they show twice it is
/// the first. A clock that is set back does not make it fire again for the same time.
template <duration_constant Time, class Where = utc_offset<>>
class daily_at : public detail::calendar_trigger<detail::daily_rule<Time>, Where> {
    static_assert(detail::is_time_of_day(Time),
                  "[schedule.time] a time of day is at least 0h and less than 24h");
    using explained = std::bool_constant<zone_requirements::explain<Where>()>;

   public:
    using detail::calendar_trigger<detail::daily_rule<Time>, Where>::calendar_trigger;

    [[nodiscard]] static constexpr daily_at from_settings(settings const& values)
        requires detail::FromSettings<Where>
    {
        return daily_at{detail::from_settings<Where>(values)};
    }
};

}  // namespace retrain
