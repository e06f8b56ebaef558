#pragma once

#include <retrain/core/zone.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace retrain::detail {

/// A set of numbers from 0 to 63.
class small_set {
   public:
    constexpr void add(unsigned number) noexcept { bits_ |= std::uint64_t{1} << number; }
    [[nodiscard]] constexpr bool has(unsigned number) const noexcept {
        return ((bits_ >> number) & 1) != 0;
    }

   private:
    std::uint64_t bits_ = 0;
};

/// What the five fields of a cron expression say.
struct cron_fields {
    small_set minutes{};
    small_set hours{};
    small_set days{};
    small_set months{};
    small_set weekdays{};      ///< Sunday is 0
    bool days_open = true;     ///< the day of the month begins with `*`
    bool weekdays_open = true; ///< so does the weekday

    /// A restricted day of the month and a restricted weekday are alternatives; else both hold.
    [[nodiscard]] constexpr bool names(std::chrono::local_days date) const noexcept {
        bool const day = days.has(unsigned{std::chrono::year_month_day{date}.day()});
        bool const weekday = weekdays.has(std::chrono::weekday{date}.c_encoding());
        return days_open || weekdays_open ? day && weekday : day || weekday;
    }

    /// One of the days exists in one of the months, in a leap year if need be. Weekdays that are
    /// alternatives exist in any month.
    [[nodiscard]] constexpr bool possible() const noexcept {
        if (!days_open && !weekdays_open) return true;
        for (unsigned month = 1; month <= 12; ++month)
            for (unsigned day = 1; months.has(month) && day <= 31; ++day)
                if (days.has(day) && (std::chrono::year{2000} / static_cast<int>(month) /
                                      static_cast<int>(day)).ok())
                    return true;
        return false;
    }

    /// The first of the times of a day that is not before `from`.
    [[nodiscard]] constexpr std::optional<std::chrono::minutes> time_from(
        std::chrono::minutes from) const noexcept {
        auto const first = static_cast<unsigned>(from.count());
        for (unsigned hour = first / 60; hour < 24; ++hour)
            for (unsigned minute = hour == first / 60 ? first % 60 : 0;
                 hours.has(hour) && minute < 60; ++minute)
                if (minutes.has(minute))
                    return std::chrono::hours{hour} + std::chrono::minutes{minute};
        return std::nullopt;
    }

    /// The first local time after `shown` that the fields name, up to the end of 2261. Goes month
    /// by month and day by day; two times lie at most 40 years apart.
    [[nodiscard]] constexpr std::optional<local_time_point> after(
        local_time_point shown) const noexcept {
        using namespace std::chrono;
        auto const start = floor<std::chrono::minutes>(shown) + std::chrono::minutes{1};
        auto date = floor<std::chrono::days>(start);
        auto from = start - date;
        while (date <= local_days{year{2261} / 12 / 31}) {
            year_month_day const civil{date};
            if (!months.has(unsigned{civil.month()})) {
                date = local_days{(civil.year() / civil.month() + std::chrono::months{1}) / 1};
            } else {
                if (names(date))
                    if (auto const time = time_from(from)) return date + *time;
                date += std::chrono::days{1};
            }
            from = std::chrono::minutes{0};
        }
        return std::nullopt;
    }
};

}  // namespace retrain::detail
