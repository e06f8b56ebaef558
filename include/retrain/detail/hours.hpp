#pragma once

#include <chrono>
#include <ratio>

namespace retrain::detail {

using decimal_hours = std::chrono::duration<double, std::ratio<3600>>;

[[nodiscard]] constexpr double to_hours(std::chrono::nanoseconds span) noexcept {
    return decimal_hours{span}.count();
}

/// To the nearest nanosecond; for settings, which are never negative.
template <class Period>
[[nodiscard]] constexpr std::chrono::nanoseconds to_nanoseconds(
    std::chrono::duration<double, Period> span) noexcept {
    return std::chrono::round<std::chrono::nanoseconds>(span);
}

}  // namespace retrain::detail
