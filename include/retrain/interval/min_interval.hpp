#pragma once

#include <retrain/core/duration_constant.hpp>
#include <retrain/core/observation.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/detail/fixed_or_held.hpp>
#include <retrain/detail/hours.hpp>
#include <retrain/interval/concept.hpp>

#include <array>
#include <chrono>
#include <string_view>

namespace retrain {

namespace detail {
template <duration_constant... Span>
class elapsed_rule : fixed_or_held<std::chrono::nanoseconds, Span...> {
   public:
    using policy_role = interval_role;
    using fixed_or_held<std::chrono::nanoseconds, Span...>::fixed_or_held;

    [[nodiscard]] constexpr bool allows(observation const& o) const noexcept {
        return has_elapsed(minimum_interval(), o.last_run, o.now);
    }
    [[nodiscard]] constexpr refusal refuses(observation const& o) const noexcept {
        return {skip_reason::interval_not_over, "min_interval", to_hours(o.since_last_run()),
                to_hours(minimum_interval()), "hours"};
    }
    [[nodiscard]] constexpr std::chrono::nanoseconds minimum_interval() const noexcept {
        return this->value();
    }
};
}  // namespace detail

/// Use when runs must lie some time apart: allows once `Span` has passed since the last run that
/// reached a verdict, good or bad, and where there was none. `min_interval<24h>` fixes it in the
/// type; `min_interval<>` holds it, from the setting `min_interval_hours` or from its constructor.
template <duration_constant... Span>
    requires(sizeof...(Span) <= 1)
class min_interval : public detail::elapsed_rule<Span...> {};

template <>
class min_interval<> : public detail::elapsed_rule<> {
   public:
    static constexpr std::array<std::string_view, 1> reads{"min_interval_hours"};

    /// 24 hours unless told otherwise.
    constexpr explicit min_interval(std::chrono::nanoseconds span = std::chrono::hours{24}) noexcept
        : detail::elapsed_rule<>{span} {}

    [[nodiscard]] static constexpr min_interval from_settings(settings const& values) noexcept {
        return min_interval{
            detail::to_nanoseconds(detail::decimal_hours{values.min_interval_hours})};
    }
};

}  // namespace retrain
