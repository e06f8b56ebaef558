#pragma once

#include <retrain/core/fixed_string.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/utc_offset.hpp>
#include <retrain/core/zone.hpp>
#include <retrain/detail/calendar_trigger.hpp>
#include <retrain/detail/cron_parser.hpp>
#include <retrain/detail/short_text.hpp>
#include <retrain/trigger/concept.hpp>

#include <cstddef>
#include <optional>
#include <type_traits>

namespace retrain {

/// A cron expression that does not compile: what is wrong begins with the character number `Column`
/// (from 1), and stands between the arrows in `Where`.
template <std::size_t Column, fixed_string Where, detail::cron_mistake Mistake>
consteval bool malformed_cron() {
    using enum detail::cron_mistake;
    if constexpr (Mistake == fields)
        static_assert(Column == 0, "[cron.fields] cron needs five fields with blanks between: "
                      "minute, hour, day of the month, month, weekday");
    else if constexpr (Mistake == value)
        static_assert(Column == 0, "[cron.value] no value of this field: minute 0-59, hour 0-23, "
                      "day 1-31, month 1-12 or jan-dec, weekday 0-7 or sun-sat");
    else if constexpr (Mistake == range)
        static_assert(Column == 0, "[cron.range] a range runs from a smaller value to a larger "
                      "one: write 22-23,0-2 for 22-2, and fri,sat,sun for fri-sun");
    else if constexpr (Mistake == step)
        static_assert(Column == 0, "[cron.step] a step follows * or a range, and is a number "
                      "from 1 to the field's largest value: */15 or 10-50/20");
    else if constexpr (Mistake == date)
        static_assert(Column == 0, "[cron.date] none of these months has any of these days");
    return false;
}

namespace detail {
template <fixed_string Expression>
struct cron_rule {
    static constexpr cron_reading reading = cron_parser{Expression.view()}.read();

    [[nodiscard]] static constexpr std::optional<local_time_point> after(
        local_time_point shown) noexcept {
        return reading.fields.after(shown);
    }
    static constexpr auto name = short_text<sizeof(Expression) + 8>{"cron "} << Expression.view();
};

template <fixed_string Expression>
[[nodiscard]] consteval bool explain_cron() {
    constexpr auto const& reading = cron_rule<Expression>::reading;
    if constexpr (reading.mistake == cron_mistake::none)
        return true;
    else
        return malformed_cron<reading.begin + 1, point_out(Expression, reading.begin, reading.end),
                              reading.mistake>();
}
}  // namespace detail

/// Use when a schedule is more than a time of day: `cron<"0 2 * * 1-5">` is every working day at
/// 2:00. The expression is read while compiling; a mistake in it does not compile, and the message
/// shows where it is.
///
/// Five fields with blanks between: minute (0-59), hour (0-23), day of the month (1-31), month
/// (1-12, jan-dec), weekday (0-7, both ends Sunday, sun-sat). Each is `*`, or a list of values and
/// ranges with commas between; `*` and a range may have a step, `*/15`, `9-17/2`. Where neither the
/// day of the month nor the weekday begins with `*`, one of the two is enough; else both must hold.
/// In all else it is like `daily_at`: each time that the expression names is one on the clocks of
/// `Where`.
template <fixed_string Expression, class Where = utc_offset<>>
class cron : public detail::calendar_trigger<detail::cron_rule<Expression>, Where> {
    using explained = std::bool_constant<detail::explain_cron<Expression>() &&
                                         zone_requirements::explain<Where>()>;

   public:
    using detail::calendar_trigger<detail::cron_rule<Expression>, Where>::calendar_trigger;

    [[nodiscard]] static constexpr cron from_settings(settings const& values)
        requires detail::FromSettings<Where>
    {
        return cron{detail::from_settings<Where>(values)};
    }
};

}  // namespace retrain
