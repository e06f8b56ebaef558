#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>

namespace retrain {

/// A duration that can be a template argument: `min_interval<24h>`. `std::chrono::duration` keeps
/// its count private, so it is not structural; this is, and every duration that converts without
/// loss converts to it. `24h` and `86'400s` are the same argument.
struct duration_constant {
    std::int64_t nanoseconds;

    template <class Rep, class Period>
        requires std::convertible_to<std::chrono::duration<Rep, Period>, std::chrono::nanoseconds>
    constexpr duration_constant(std::chrono::duration<Rep, Period> span) noexcept  // implicit
        : nanoseconds{std::chrono::nanoseconds{span}.count()} {}

    [[nodiscard]] constexpr operator std::chrono::nanoseconds() const noexcept {  // implicit
        return std::chrono::nanoseconds{nanoseconds};
    }
};

}  // namespace retrain
