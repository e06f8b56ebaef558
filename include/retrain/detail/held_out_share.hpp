#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/trading_days.hpp>
#include <retrain/split/hold_out_last.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>

namespace retrain::detail {

/// How many dates a hold-out of the last `Percent` spans: at most `MaxDates`, and at least those of
/// `MinUnits` units, a label's horizon each, where these are no more than half of all; they win.
template <std::size_t Percent, std::size_t MaxDates, std::size_t MinUnits>
struct held_out_share {
    [[nodiscard]] static constexpr held_out_dates of(dataset_view rows) {
        if (MinUnits == 0) return {.least = 0, .most = MaxDates};
        auto const days = trading_days_of(rows);
        auto const of_units = MinUnits * days.horizon;
        auto const least = 2 * of_units <= days.dates.size() ? of_units : 0;
        return {.least = least, .most = std::max(MaxDates, least)};
    }

    /// The fewest entry dates, as many rows on each, of which it spans `held_out` or more. Nothing
    /// where it never does.
    [[nodiscard]] static constexpr std::optional<std::size_t> dates_for(
        std::size_t held_out, std::size_t horizon) noexcept {
        if (held_out == 0) return 0;
        std::optional<std::size_t> dates;
        if (held_out <= MaxDates) dates = 100 * (held_out - 1) / Percent + 1;
        auto const of_units = MinUnits * horizon;
        if (held_out <= of_units) dates = std::min(dates.value_or(2 * of_units), 2 * of_units);
        return dates;
    }
};

}  // namespace retrain::detail
