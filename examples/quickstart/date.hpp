#pragma once

#include <retrain/core/iso_time.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace quickstart {

/// `2000-01-03`
[[nodiscard]] inline std::string iso_date(std::chrono::sys_days day) {
    return retrain::iso_time(day).substr(0, 10);
}

/// The day that `text` names as `2000-01-03`, or nothing if it names none.
[[nodiscard]] inline std::optional<std::chrono::sys_days> parse_date(std::string_view text) {
    if (text.size() != 10) return std::nullopt;
    auto const midnight = retrain::parse_iso_time(std::string{text}.append("T00:00:00Z"));
    if (!midnight) return std::nullopt;
    return std::chrono::floor<std::chrono::days>(*midnight);
}

}  // namespace quickstart
