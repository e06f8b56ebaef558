#pragma once

#include <chrono>

namespace retrain {

/// A weekday that can be a template argument: `weekly_on<std::chrono::Monday, 2h>`.
/// `std::chrono::weekday` keeps its number private, so it is not structural; this is, and every
/// weekday converts to it.
struct weekday_constant {
    unsigned days_after_sunday;

    constexpr weekday_constant(std::chrono::weekday day) noexcept  // implicit
        : days_after_sunday{day.c_encoding()} {}

    [[nodiscard]] constexpr operator std::chrono::weekday() const noexcept {  // implicit
        return std::chrono::weekday{days_after_sunday};
    }
};

}  // namespace retrain
