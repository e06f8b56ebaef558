#pragma once

#include <chrono>

namespace retrain {

/// An instant in UTC with nanosecond resolution (the years 1678 to 2262).
using time_point = std::chrono::sys_time<std::chrono::nanoseconds>;

/// Stands for "has not happened". Earlier than every instant that can happen.
inline constexpr time_point not_yet = time_point::min();

/// The time from `then` to `now`: unbounded where `then` never happened, and zero where the clock
/// stood later at `then` than it stands now, so that a corrected clock counts as not elapsed.
[[nodiscard]] constexpr std::chrono::nanoseconds elapsed(time_point then, time_point now) noexcept {
    if (then == not_yet) return std::chrono::nanoseconds::max();
    return now < then ? std::chrono::nanoseconds::zero() : now - then;
}

/// `elapsed(then, now) >= span`, in one subtraction: `not_yet` lies before every `now - span`.
[[nodiscard]] constexpr bool has_elapsed(std::chrono::nanoseconds span, time_point then,
                                         time_point now) noexcept {
    return span <= std::chrono::nanoseconds::zero() || now - span >= then;
}

}  // namespace retrain
