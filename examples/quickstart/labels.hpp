#pragma once

#include "indicators.hpp"

#include <range/v3/range/conversion.hpp>
#include <range/v3/view/transform.hpp>

#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>

namespace quickstart {

/// What the verdict is about. The risk of the weeks to come can be foretold to a degree, for
/// volatility comes in clusters; the direction can't.
enum class label_rule { volatility, direction };

/// Trading days from entry to exit: the outcome of a row is known at the close of its exit day.
inline constexpr std::size_t holding_days = 20;

/// `volatility` is annualised.
[[nodiscard]] constexpr std::string_view label_of_volatility(double volatility) noexcept {
    return volatility < 0.11 ? "buy" : volatility > 0.20 ? "avoid" : "watch";
}
[[nodiscard]] constexpr std::string_view label_of_return(double change) noexcept {
    return change > 0.02 ? "buy" : change < -0.02 ? "avoid" : "watch";
}

/// The annualised volatility of the days after the first of `bars`.
[[nodiscard]] inline double volatility_after_entry(std::span<bar const> bars) {
    auto const closes = bars | ranges::views::transform(&bar::close) | ranges::to<series>();
    auto const returns =
        rolling(closes, 2, [](auto const& pair) { return std::log(pair[1] / pair[0]); });
    return sample_deviation(std::span{returns}.subspan(1)) * std::sqrt(trading_days_a_year);
}

/// The label of the row that is entered at the close of `bars[entry]`.
/// Precondition: `entry + holding_days < bars.size()`.
[[nodiscard]] inline std::string_view label(label_rule rule, std::span<bar const> bars,
                                            std::size_t entry) {
    auto const held = bars.subspan(entry, holding_days + 1);
    return rule == label_rule::volatility
               ? label_of_volatility(volatility_after_entry(held))
               : label_of_return(held.back().close / held.front().close - 1);
}

}  // namespace quickstart
