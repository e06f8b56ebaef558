#pragma once

#include <retrain/core/duration_constant.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/utc_offset.hpp>
#include <retrain/core/weekday_constant.hpp>
#include <retrain/core/zone.hpp>
#include <retrain/detail/calendar_trigger.hpp>
#include <retrain/detail/short_text.hpp>
#include <retrain/trigger/concept.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <type_traits>

namespace retrain {

namespace detail {
template <weekday_constant Day, duration_constant Time>
struct weekly_rule {
    [[nodiscard]] static constexpr std::optional<local_time_point> after(
        local_time_point shown) noexcept {
        auto const today = std::chrono::floor<std::chrono::days>(shown);
        auto const ahead = std::chrono::weekday{Day} - std::chrono::weekday{today};
        local_time_point const next = today + ahead + std::chrono::nanoseconds{Time};
        return next > shown ? next : next + std::chrono::weeks{1};
    }
    static constexpr auto name = [] {
        constexpr std::array<std::string_view, 7> days{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};
        short_text<64> text{"weekly on "};
        return at_time(text << days[Day.days_after_sunday] << " at ", Time);
    }();
};
}  // namespace detail

/// Use when a run should start once a week: `weekly_on<std::chrono::Saturday, 6h>`. In all else it
/// is like `daily_at`.
template <weekday_constant Day, duration_constant Time, class Where = utc_offset<>>
class weekly_on : public detail::calendar_trigger<detail::weekly_rule<Day, Time>, Where> {
    static_assert(std::chrono::weekday{Day}.ok(),
                  "[schedule.weekday] weekly_on needs a day of the week, std::chrono::Monday to "
                  "std::chrono::Sunday");
    static_assert(detail::is_time_of_day(Time),
                  "[schedule.time] a time of day is at least 0h and less than 24h");
    using explained = std::bool_constant<zone_requirements::explain<Where>()>;

   public:
    using detail::calendar_trigger<detail::weekly_rule<Day, Time>, Where>::calendar_trigger;

    [[nodiscard]] static constexpr weekly_on from_settings(settings const& values)
        requires detail::FromSettings<Where>
    {
        return weekly_on{detail::from_settings<Where>(values)};
    }
};

}  // namespace retrain
