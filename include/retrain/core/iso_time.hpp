#pragma once

#include <retrain/core/time.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retrain {

namespace detail {
/// `number` with leading zeros, and what comes after it.
template <class Number>
constexpr void put_digits(std::string& text, Number number, std::size_t digits, char end) {
    text.append(digits, '0');
    for (std::size_t place = 1; place <= digits; ++place, number /= 10)
        text[text.size() - place] = static_cast<char>('0' + number % 10);
    text.push_back(end);
}
}  // namespace detail

/// `instant` in UTC as ISO 8601 writes it, "2020-01-31T12:34:56Z", rounded down to the second;
/// "never" for `not_yet`. It needs no locale.
[[nodiscard]] constexpr std::string iso_time(time_point instant) {
    if (instant == not_yet) return "never";
    auto const second = std::chrono::floor<std::chrono::seconds>(instant);
    auto const day = std::chrono::floor<std::chrono::days>(second);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const time{second - day};
    std::string text;
    detail::put_digits(text, static_cast<int>(date.year()), 4, '-');
    detail::put_digits(text, static_cast<unsigned>(date.month()), 2, '-');
    detail::put_digits(text, static_cast<unsigned>(date.day()), 2, 'T');
    detail::put_digits(text, time.hours().count(), 2, ':');
    detail::put_digits(text, time.minutes().count(), 2, ':');
    detail::put_digits(text, time.seconds().count(), 2, 'Z');
    return text;
}

/// The same without rounding: nine decimals where the second is not whole.
[[nodiscard]] constexpr std::string exact_iso_time(time_point instant) {
    std::string text = iso_time(instant);
    auto const nanoseconds = instant.time_since_epoch().count() % 1'000'000'000;
    if (instant == not_yet || nanoseconds == 0) return text;
    text.back() = '.';
    detail::put_digits(text, nanoseconds < 0 ? nanoseconds + 1'000'000'000 : nanoseconds, 9, 'Z');
    return text;
}

/// What `iso_time` or `exact_iso_time` wrote, read back; one to nine decimals are understood.
/// Nothing for any other text, for a date or a time that does not exist (leap seconds included),
/// and for years other than 1678 to 2261, which `time_point` holds as a whole.
[[nodiscard]] constexpr std::optional<time_point> parse_iso_time(std::string_view text) noexcept {
    constexpr std::string_view pattern = "0000-00-00T00:00:00";
    if (text == "never") return not_yet;
    if (text.size() <= pattern.size() || text.back() != 'Z') return std::nullopt;
    text.remove_suffix(1);

    std::array<int, 6> parts{};  // year, month, day, hour, minute, second
    std::size_t part = 0;
    for (std::size_t place = 0; place != pattern.size(); ++place) {
        bool const digit = text[place] >= '0' && text[place] <= '9';
        if (pattern[place] == '0' ? !digit : text[place] != pattern[place]) return std::nullopt;
        if (digit)
            parts[part] = parts[part] * 10 + (text[place] - '0');
        else
            ++part;
    }
    text.remove_prefix(pattern.size());

    std::int64_t fraction = 0;
    if (!text.empty()) {
        if (text.front() != '.' || text.size() < 2 || text.size() > 10) return std::nullopt;
        std::int64_t unit = 1'000'000'000;
        for (char const digit : text.substr(1)) {
            if (digit < '0' || digit > '9') return std::nullopt;
            unit /= 10;
            fraction += unit * (digit - '0');
        }
    }

    std::chrono::year_month_day const date{std::chrono::year{parts[0]},
                                           std::chrono::month{static_cast<unsigned>(parts[1])},
                                           std::chrono::day{static_cast<unsigned>(parts[2])}};
    if (!date.ok() || parts[0] < 1678 || parts[0] > 2261 || parts[3] > 23 || parts[4] > 59 ||
        parts[5] > 59)
        return std::nullopt;
    return time_point{std::chrono::sys_days{date}} + std::chrono::hours{parts[3]} +
           std::chrono::minutes{parts[4]} + std::chrono::seconds{parts[5]} +
           std::chrono::nanoseconds{fraction};
}

}  // namespace retrain
