#pragma once

#include <retrain/interval/concept.hpp>

#include <chrono>

namespace custom_policy {

/// An interval policy: retraining is allowed only while the market is closed, so that it never
/// competes with trading for the machine. Hours are UTC; weekends are closed all day.
struct outside_market_hours {
    using policy_role = retrain::interval_role;

    std::chrono::minutes opens = std::chrono::hours{14} + std::chrono::minutes{30};
    std::chrono::minutes closes = std::chrono::hours{21};

    [[nodiscard]] constexpr bool allows(retrain::observation const& seen) const noexcept {
        auto const today = std::chrono::floor<std::chrono::days>(seen.now);
        std::chrono::weekday const weekday{today};
        if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday) return true;
        auto const time = seen.now - today;
        return time < opens || time >= closes;
    }
};

static_assert(retrain::IntervalPolicy<outside_market_hours>);
static_assert(outside_market_hours{}.allows(
    {.now = std::chrono::sys_days{std::chrono::year{2020} / 1 / 2} + std::chrono::hours{3}}));
static_assert(!outside_market_hours{}.allows(
    {.now = std::chrono::sys_days{std::chrono::year{2020} / 1 / 2} + std::chrono::hours{15}}));

}  // namespace custom_policy
