#pragma once

#include <retrain/core/duration_constant.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/zone.hpp>
#include <retrain/detail/fixed_or_held.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace retrain {

namespace detail {
/// Clocks run at most this far ahead of UTC, or behind it.
inline constexpr std::chrono::hours most_ahead{14};

/// What "UTC", "+hh:mm" or "-hh:mm" says. Nothing for any other text.
[[nodiscard]] constexpr std::optional<std::chrono::minutes> read_offset(
    std::string_view text) noexcept {
    if (text == "UTC") return std::chrono::minutes{0};
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    for (std::size_t const place : {1u, 2u, 4u, 5u})
        if (text[place] < '0' || text[place] > '9') return std::nullopt;
    std::chrono::hours const hours{(text[1] - '0') * 10 + text[2] - '0'};
    std::chrono::minutes const minutes{(text[4] - '0') * 10 + text[5] - '0'};
    if (minutes >= std::chrono::hours{1} || hours + minutes > most_ahead) return std::nullopt;
    return text[0] == '-' ? -(hours + minutes) : hours + minutes;
}

template <duration_constant... Ahead>
class offset_rule : fixed_or_held<std::chrono::nanoseconds, Ahead...> {
   public:
    using fixed_or_held<std::chrono::nanoseconds, Ahead...>::fixed_or_held;

    [[nodiscard]] constexpr time_point to_utc(local_time_point shown) const noexcept {
        return time_point{shown.time_since_epoch() - ahead()};
    }
    [[nodiscard]] constexpr local_time_point to_local(time_point instant) const noexcept {
        return local_time_point{instant.time_since_epoch() + ahead()};
    }
    /// How far the clocks are ahead of UTC.
    [[nodiscard]] constexpr std::chrono::nanoseconds ahead() const noexcept {
        return this->value();
    }
};
}  // namespace detail

/// Use when a place's clocks are always the same time ahead of UTC, or behind it; it needs no
/// database. `utc_offset<5h + 30min>` fixes that in the type; `utc_offset<>` holds it, from the
/// setting `timezone` or from its constructor.
template <duration_constant... Ahead>
    requires(sizeof...(Ahead) <= 1)
class utc_offset : public detail::offset_rule<Ahead...> {
    static_assert(((Ahead.nanoseconds % 60'000'000'000 == 0 &&
                    Ahead.nanoseconds <= std::chrono::nanoseconds{detail::most_ahead}.count() &&
                    Ahead.nanoseconds >= -std::chrono::nanoseconds{detail::most_ahead}.count()) &&
                   ...),
                  "[zone.offset] utc_offset<span> needs whole minutes, from -14h to 14h");
};

template <>
class utc_offset<> : public detail::offset_rule<> {
   public:
    static constexpr std::array<std::string_view, 1> reads{"timezone"};

    /// UTC.
    constexpr utc_offset() noexcept : detail::offset_rule<>{std::chrono::nanoseconds{0}} {}

    /// `text` is "UTC" or an offset from it such as "+05:30" or "-04:00", up to 14 hours. Throws
    /// `error` (`bad_parameter`) for any other.
    constexpr explicit utc_offset(std::string_view text) : detail::offset_rule<>{read(text)} {}

    [[nodiscard]] static utc_offset from_settings(settings const& values) {
        return utc_offset{values.timezone};
    }

   private:
    [[nodiscard]] static constexpr std::chrono::nanoseconds read(std::string_view text) {
        if (auto const ahead = detail::read_offset(text)) return *ahead;
        throw error{failure_reason::bad_parameter,
                    std::string{"'"}.append(text).append(
                        "' is no offset from UTC; write UTC or an offset such as +05:30, or use "
                        "the zone retrain::time_zone, which knows names such as Asia/Kolkata")};
    }
};

/// Coordinated universal time.
using utc = utc_offset<std::chrono::minutes{0}>;

}  // namespace retrain
