#pragma once

#include <retrain/core/time.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace retrain::detail {

/// An instant taken apart, in UTC.
struct utc_fields {
    int year = 1970;
    unsigned month = 1, day = 1, hour = 0, minute = 0, second = 0, nanosecond = 0;
};

[[nodiscard]] constexpr utc_fields take_apart(time_point at) noexcept {
    using namespace std::chrono;
    std::int64_t const count = at.time_since_epoch().count();
    std::int64_t const fraction = ((count % 1'000'000'000) + 1'000'000'000) % 1'000'000'000;
    sys_seconds const whole{seconds{count / 1'000'000'000 - (count % 1'000'000'000 < 0 ? 1 : 0)}};
    auto const midnight = floor<days>(whole);
    year_month_day const date{midnight};
    auto const rest = static_cast<unsigned>((whole - midnight).count());
    return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day()), rest / 3600, rest / 60 % 60, rest % 60,
            static_cast<unsigned>(fraction)};
}

/// ISO 8601: "2020-03-02T14:30:00Z", with nine decimals where the second is not whole.
[[nodiscard]] inline std::string utc_text(time_point at) {
    utc_fields const t = take_apart(at);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02u:%02u:%02u", t.year, t.month, t.day,
                  t.hour, t.minute, t.second);
    std::string result = text;
    if (t.nanosecond != 0) {
        std::snprintf(text, sizeof text, ".%09u", t.nanosecond);
        result += text;
    }
    return result + "Z";
}

/// For file names: "20200302_143000".
[[nodiscard]] inline std::string utc_stamp(time_point at) {
    utc_fields const t = take_apart(at);
    char text[64];
    std::snprintf(text, sizeof text, "%04d%02u%02u_%02u%02u%02u", t.year, t.month, t.day, t.hour,
                  t.minute, t.second);
    return text;
}

/// Reads what `utc_text` writes, with one to nine decimals, for the years 1678 to 2261. Nothing for
/// any other text.
[[nodiscard]] constexpr std::optional<time_point> parse_utc(std::string_view text) noexcept {
    using namespace std::chrono;
    auto const number = [&](std::size_t begin, std::size_t length) -> int {
        int value = 0;
        for (std::size_t at = begin; at < begin + length; ++at) {
            if (text[at] < '0' || text[at] > '9') return -1;
            value = 10 * value + (text[at] - '0');
        }
        return value;
    };
    if (text.size() < 20 || text.size() > 30 || text.size() == 21) return std::nullopt;
    if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text.back() != 'Z')
        return std::nullopt;
    int const y = number(0, 4), m = number(5, 2), d = number(8, 2);
    int const hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
    int fraction = 0;
    if (text.size() > 20) {
        std::size_t const decimals = text.size() - 21;
        fraction = text[19] == '.' ? number(20, decimals) : -1;
        for (std::size_t n = decimals; n < 9 && fraction >= 0; ++n) fraction *= 10;
    }
    if (y < 1678 || y > 2261 || m < 1 || d < 1 || hour < 0 || hour > 23 || minute < 0 ||
        minute > 59 || second < 0 || second > 59 || fraction < 0)
        return std::nullopt;
    year_month_day const date{year{y}, month{static_cast<unsigned>(m)},
                              day{static_cast<unsigned>(d)}};
    if (!date.ok()) return std::nullopt;
    return time_point{sys_days{date}} + hours{hour} + minutes{minute} + seconds{second} +
           nanoseconds{fraction};
}

}  // namespace retrain::detail
