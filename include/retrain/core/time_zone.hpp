#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/utc_offset.hpp>
#include <retrain/core/zone.hpp>

#include <array>
#include <chrono>
#include <exception>
#include <string>
#include <string_view>

#if !defined(__cpp_lib_chrono) || __cpp_lib_chrono < 201907L
#include <date/tz.h>
#endif

namespace retrain {

/// Use when clocks follow the rules of a place, summer time included. Tells which instant a local
/// date or time is, and what the clocks show at an instant. Cheap to copy; it refers to the
/// system's time zone database, which is read when the first zone is looked up by its name.
class time_zone {
   public:
    static constexpr std::array<std::string_view, 1> reads{"timezone"};

    time_zone() = default;  ///< UTC

    /// `text` is "UTC", an offset from it such as "+05:30" or "-04:00" (up to 14 hours), or a name
    /// of the IANA database such as "Asia/Kolkata". Throws `error` (`bad_parameter`) for any other.
    explicit time_zone(std::string_view text) {
        if (auto const ahead = detail::read_offset(text)) {
            offset_ = *ahead;
            return;
        }
        try {
            named_ = database::locate_zone(text);
            (void)to_local(time_point{});  // reads its rules: a broken database fails here
        } catch (std::exception const&) {
            throw error{failure_reason::bad_parameter,
                        std::string{"'"}.append(text).append(
                            "' is no known time zone; write UTC, an offset such as +05:30, or a "
                            "name such as Asia/Kolkata (names need the system's package tzdata)")};
        }
    }

    [[nodiscard]] static time_zone from_settings(settings const& values) {
        return time_zone{values.timezone};
    }

    /// The first instant of `day`: midnight, or the first time after it that the clocks show.
    [[nodiscard]] time_point start_of(std::chrono::local_days day) const {
        return to_utc(local_time_point{day.time_since_epoch()});
    }

    /// The first instant after `day`.
    [[nodiscard]] time_point midnight_after(std::chrono::local_days day) const {
        return start_of(day + std::chrono::days{1});
    }

    /// The instant at which the clocks show `local`. Where they show it twice it is the first;
    /// where they skip it, it is the instant of the skip.
    [[nodiscard]] time_point to_utc(local_time_point local) const {
        auto const shown = local.time_since_epoch();
        if (named_ == nullptr) return time_point{shown - offset_};
        auto const info = named_->get_info(
            database::local_seconds{std::chrono::floor<std::chrono::seconds>(shown)});
        if (info.result == database::local_info::nonexistent) return time_point{info.first.end};
        return time_point{shown - info.first.offset};
    }

    /// What the clocks show at `instant`.
    [[nodiscard]] local_time_point to_local(time_point instant) const {
        auto const since = instant.time_since_epoch();
        if (named_ == nullptr) return local_time_point{since + offset_};
        auto const info = named_->get_info(std::chrono::floor<std::chrono::seconds>(instant));
        return local_time_point{since + info.offset};
    }

   private:
#if defined(__cpp_lib_chrono) && __cpp_lib_chrono >= 201907L
    struct database {
        using zone = std::chrono::time_zone;
        using local_info = std::chrono::local_info;
        using local_seconds = std::chrono::local_seconds;
        static zone const* locate_zone(std::string_view name) {
            return std::chrono::locate_zone(name);
        }
    };
#else
    struct database {
        using zone = date::time_zone;
        using local_info = date::local_info;
        using local_seconds = date::local_seconds;
        static zone const* locate_zone(std::string_view name) { return date::locate_zone(name); }
    };
#endif

    database::zone const* named_ = nullptr;
    std::chrono::minutes offset_{0};
};

}  // namespace retrain
