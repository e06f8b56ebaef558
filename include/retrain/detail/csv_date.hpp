#pragma once

#include <retrain/core/time.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace retrain::detail {

/// A date as a cell tells it: a day of the calendar, perhaps with a time of that day, perhaps with
/// that time's offset from UTC.
struct csv_date {
    std::chrono::local_days day{};
    std::optional<std::chrono::nanoseconds> time{};
    std::optional<std::chrono::minutes> offset{};

    [[nodiscard]] constexpr std::chrono::local_time<std::chrono::nanoseconds> local() const noexcept {
        return day + time.value_or(std::chrono::nanoseconds::zero());
    }
};

/// Takes characters from the front of a text.
class date_scanner {
   public:
    constexpr explicit date_scanner(std::string_view text) noexcept : rest_{text} {}

    [[nodiscard]] constexpr bool done() const noexcept { return rest_.empty(); }
    constexpr bool take(char c) noexcept {
        if (rest_.empty() || rest_[0] != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// The number that the next `count` characters write, if they are digits and it is `most` at
    /// most; -1 else.
    constexpr int take_number(std::size_t count, int most) noexcept {
        if (rest_.size() < count) return -1;
        int number = 0;
        for (char const c : rest_.substr(0, count)) {
            if (c < '0' || c > '9') return -1;
            number = number * 10 + (c - '0');
        }
        rest_.remove_prefix(count);
        return number <= most ? number : -1;
    }

   private:
    std::string_view rest_;
};

/// Reads `YYYY-MM-DD` or `YYYY-MM-DD[T ]HH:MM[:SS[.fraction]][Z|+hh:mm|-hh:mm]`, the fraction with
/// up to 9 digits. Nothing where it is written otherwise, is no date of the calendar, or lies
/// outside of the years 1678 to 2261, which a `time_point` can hold.
[[nodiscard]] constexpr std::optional<csv_date> read_date(std::string_view text) noexcept {
    using namespace std::chrono;
    date_scanner scan{text};
    int const y = scan.take_number(4, 2261);
    if (y < 1678 || !scan.take('-')) return std::nullopt;
    int const m = scan.take_number(2, 12);
    if (m < 1 || !scan.take('-')) return std::nullopt;
    int const d = scan.take_number(2, 31);
    if (d < 1) return std::nullopt;
    year_month_day const date{year{y}, month{static_cast<unsigned>(m)},
                              std::chrono::day{static_cast<unsigned>(d)}};
    if (!date.ok()) return std::nullopt;
    csv_date read{local_days{date}};
    if (scan.done()) return read;

    if (!scan.take('T') && !scan.take(' ')) return std::nullopt;
    int const hour = scan.take_number(2, 23);
    if (hour < 0 || !scan.take(':')) return std::nullopt;
    int const minute = scan.take_number(2, 59);
    if (minute < 0) return std::nullopt;
    nanoseconds time = hours{hour} + minutes{minute};
    if (scan.take(':')) {
        int const second = scan.take_number(2, 59);
        if (second < 0) return std::nullopt;
        time += seconds{second};
        if (scan.take('.')) {
            nanoseconds unit = 100ms;
            int digit = scan.take_number(1, 9);
            if (digit < 0) return std::nullopt;
            for (; digit >= 0 && unit.count() > 0; unit /= 10, digit = scan.take_number(1, 9))
                time += unit * digit;
            if (digit >= 0) return std::nullopt;
        }
    }
    read.time = time;
    if (scan.done()) return read;

    if (scan.take('Z')) {
        read.offset = minutes{0};
    } else {
        bool const east = scan.take('+');
        if (!east && !scan.take('-')) return std::nullopt;
        int const offset_hours = scan.take_number(2, 14);
        if (offset_hours < 0 || !scan.take(':')) return std::nullopt;
        int const offset_minutes = scan.take_number(2, 59);
        if (offset_minutes < 0) return std::nullopt;
        minutes const offset = hours{offset_hours} + minutes{offset_minutes};
        read.offset = east ? offset : -offset;
    }
    if (!scan.done()) return std::nullopt;
    return read;
}

/// What a row says of its label interval, as a data set holds it.
struct label_interval {
    time_point entry{};
    time_point exit{};
    time_point known{};
};

/// The label interval from `entry` to `exit`, which is absent where the outcome is not known.
/// Where no time of day is told, entry and exit are midnight UTC of their days, so that they
/// compare as days of the calendar; where only one has a time, the other one's day is the whole day
/// in `zone`. The label is known at the exit's time, or else when its day is over in `zone`.
template <class Zone>
[[nodiscard]] label_interval make_label_interval(csv_date const& entry,
                                                 std::optional<csv_date> const& exit,
                                                 Zone const& zone) {
    auto const instant = [&](csv_date const& date) {
        return date.offset ? time_point{date.local().time_since_epoch() - *date.offset}
                           : zone.to_utc(date.local());
    };
    auto const as_day = [](csv_date const& date) {
        return time_point{date.day.time_since_epoch()};
    };
    bool const days = !entry.time && (!exit || !exit->time);
    label_interval made;
    made.entry = entry.time ? instant(entry) : days ? as_day(entry) : zone.start_of(entry.day);
    if (!exit) {
        made.exit = made.entry;
        made.known = time_point::max();
        return made;
    }
    made.known = exit->time ? instant(*exit) : zone.midnight_after(exit->day);
    made.exit = exit->time ? made.known
                : days     ? as_day(*exit)
                           : made.known - std::chrono::nanoseconds{1};
    return made;
}

}  // namespace retrain::detail
