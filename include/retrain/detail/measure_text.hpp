#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

namespace retrain::detail {

/// At most four significant digits, so that counts stay counts and hours stay readable.
[[nodiscard]] inline std::string short_number(double value) {
    char text[32];
    auto const end = std::to_chars(text, text + sizeof text, value, std::chars_format::general,
                                   value >= 1000 ? 12 : 4);
    return {text, end.ptr};
}

/// `value` cut to three significant digits, and to no fewer than its whole ones: never rounded up,
/// so that what is not over does not look over.
[[nodiscard]] inline double cut_digits(double value) {
    if (!std::isfinite(value) || value <= 0) return value;
    double const scale = std::pow(10, std::max(0.0, 2 - std::floor(std::log10(value))));
    return std::floor(value * scale + 1e-9) / scale;
}

/// "5.5 of 24 hours", "12 s of 24 hours" or "37 of 100 samples": how much there is of what it
/// takes. Hours are shown in the unit that suits their length.
[[nodiscard]] inline std::string measure_text(double have, double need, std::string_view unit) {
    struct scale {
        std::string_view unit;
        double per_hour;
    };
    auto const suited = [](double hours) -> scale {
        if (hours < 2.0 / 60) return {"s", 3600};
        if (hours < 2) return {"min", 60};
        if (hours < 48 || !std::isfinite(hours)) return {"hours", 1};
        return {"days", 1.0 / 24};
    };
    bool const is_time = unit == "hours";
    scale const whole = is_time ? suited(need) : scale{unit, 1};
    scale const part = is_time && have > 0 ? suited(have) : whole;
    auto const shown = [&](double value, scale in) {
        return short_number(is_time ? cut_digits(value * in.per_hour) : value);
    };
    std::string text = shown(have, part);
    if (part.unit != whole.unit) text.append(" ").append(part.unit);
    return text.append(" of ").append(shown(need, whole)).append(" ").append(whole.unit);
}

}  // namespace retrain::detail
