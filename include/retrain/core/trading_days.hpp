#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/time.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace retrain {

/// The days on which rows are entered, and how many of them a label looks ahead.
struct trading_days {
    std::vector<std::chrono::sys_days> dates{};  ///< each entry date once, ascending
    std::vector<time_point> first_entry{};       ///< of each date
    std::size_t horizon = 1;  ///< so many dates on, a label of before is over: at least 1
    std::chrono::nanoseconds maturing{};         ///< longest time from an entry to a known label

    /// Place of the date of `entry`, which must be one of `dates`.
    [[nodiscard]] constexpr std::size_t place_of(time_point entry) const noexcept {
        auto const day = std::chrono::floor<std::chrono::days>(entry);
        return static_cast<std::size_t>(std::ranges::lower_bound(dates, day) - dates.begin());
    }

    /// When there will be `missing` dates more with known labels, if rows go on as they did and the
    /// clock stands at `now`; nothing where there is no date to go by.
    [[nodiscard]] std::optional<time_point> expect(std::size_t missing, time_point now) const noexcept {
        if (dates.empty()) return std::nullopt;
        auto const span = std::chrono::nanoseconds{dates.back() - dates.front()};
        auto const steps = static_cast<std::int64_t>(dates.size()) - 1;
        std::chrono::nanoseconds const step = steps > 0 ? span / steps : std::chrono::days{1};
        time_point const known_so_far = std::max(first_entry.back() + maturing, now);
        return std::chrono::ceil<std::chrono::days>(
            known_so_far + step * static_cast<std::int64_t>(missing));
    }
};

/// Reads the days off entry and exit. The horizon is that of the row that looks furthest: a row of
/// `horizon` dates later is entered when or after its label ends. O(rows * log(rows)).
[[nodiscard]] constexpr trading_days trading_days_of(dataset_view rows) {
    trading_days days;
    if (rows.entry.size() != rows.row_count() || rows.exit.size() != rows.row_count()) return days;
    std::vector<time_point> entries{rows.entry.begin(), rows.entry.end()};
    std::ranges::sort(entries);
    for (auto const entry : entries) {
        auto const day = std::chrono::floor<std::chrono::days>(entry);
        if (!days.dates.empty() && days.dates.back() == day) continue;
        days.dates.push_back(day);
        days.first_entry.push_back(entry);
    }
    for (std::size_t row = 0; row < rows.row_count(); ++row) {
        auto const from = days.first_entry.begin() +
                          static_cast<std::ptrdiff_t>(days.place_of(rows.entry[row]));
        auto const over = std::lower_bound(from + 1, days.first_entry.end(), rows.exit[row]);
        days.horizon = std::max(days.horizon, static_cast<std::size_t>(over - from));
        auto known = rows.exit[row];
        if (rows.known.size() == rows.row_count()) known = std::max(known, rows.known[row]);
        days.maturing = std::max<std::chrono::nanoseconds>(days.maturing, known - rows.entry[row]);
    }
    return days;
}

}  // namespace retrain
