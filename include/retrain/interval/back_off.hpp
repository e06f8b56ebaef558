#pragma once

#include <retrain/core/duration_constant.hpp>
#include <retrain/core/observation.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/detail/hours.hpp>
#include <retrain/interval/concept.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <limits>
#include <string_view>

namespace retrain {

namespace detail {
template <duration_constant First, duration_constant Longest = std::chrono::hours{6}>
struct fixed_spans {
    static constexpr std::chrono::nanoseconds first() noexcept { return First; }
    static constexpr std::chrono::nanoseconds longest() noexcept { return Longest; }
};

class held_spans {
   public:
    constexpr held_spans(std::chrono::nanoseconds first, std::chrono::nanoseconds longest) noexcept
        : first_{first}, longest_{longest} {}

   protected:
    [[nodiscard]] constexpr std::chrono::nanoseconds first() const noexcept { return first_; }
    [[nodiscard]] constexpr std::chrono::nanoseconds longest() const noexcept { return longest_; }

   private:
    std::chrono::nanoseconds first_;
    std::chrono::nanoseconds longest_;
};

template <class Spans>
class back_off_rule : Spans {
   public:
    using policy_role = interval_role;
    using Spans::Spans;

    /// How long to wait after so many failed runs in a row: nothing, first, 2 first, 4 first, ...,
    /// longest.
    [[nodiscard]] constexpr std::chrono::nanoseconds delay(std::size_t failures) const noexcept {
        auto const first = this->first().count();
        auto const longest = this->longest().count();
        if (failures == 0 || first == 0) return std::chrono::nanoseconds::zero();
        auto const doublings = failures - 1;
        if (doublings < std::numeric_limits<decltype(first)>::digits &&
            longest >> doublings >= first)
            return std::chrono::nanoseconds{first << doublings};
        return this->longest();
    }

    [[nodiscard]] constexpr bool allows(observation const& o) const noexcept {
        return has_elapsed(delay(o.failures), o.last_failure, o.now);
    }
    [[nodiscard]] constexpr refusal refuses(observation const& o) const noexcept {
        return {skip_reason::backing_off, "back_off", to_hours(o.since_last_failure()),
                to_hours(delay(o.failures)), "hours"};
    }
};
}  // namespace detail

/// Use when a failed run must not be repeated at once: allows again `First` after the failure, and
/// doubles that with every further failure in a row up to `Longest`, 6 hours where it is left out.
/// `back_off<1min, 6h>` fixes them in the type; `back_off<>` holds them, from the settings
/// `retry_seconds` and `retry_limit_hours` or from its constructor. Every service has a
/// `back_off<>` of its own beside its interval policy.
template <duration_constant... Spans>
    requires(sizeof...(Spans) <= 2)
class back_off : public detail::back_off_rule<detail::fixed_spans<Spans...>> {};

template <>
class back_off<> : public detail::back_off_rule<detail::held_spans> {
   public:
    static constexpr std::array<std::string_view, 2> reads{"retry_seconds", "retry_limit_hours"};

    constexpr explicit back_off(std::chrono::nanoseconds first = std::chrono::minutes{1},
                                std::chrono::nanoseconds longest = std::chrono::hours{6}) noexcept
        : detail::back_off_rule<detail::held_spans>{first, longest} {}

    [[nodiscard]] static constexpr back_off from_settings(settings const& values) noexcept {
        return back_off{
            detail::to_nanoseconds(std::chrono::duration<double>{values.retry_seconds}),
            detail::to_nanoseconds(detail::decimal_hours{values.retry_limit_hours})};
    }
};

}  // namespace retrain
