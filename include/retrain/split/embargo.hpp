#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/duration_constant.hpp>
#include <retrain/core/time.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <span>

namespace retrain {

/// Use when the time between rows is not known beforehand: after a test block's last exit the next
/// `Percent` of all rows by entry, rounded up to whole rows, may not train. 0 is no embargo.
template <std::size_t Percent>
struct embargo_percent {
    static_assert(Percent <= 99, "embargo_percent<Percent>: 0 to 99 percent of the rows");

    /// The last entry of the embargo that begins after `last_exit`; `order` has the indices of all
    /// rows in ascending order of entry. O(log n).
    [[nodiscard]] static constexpr time_point until(dataset_view rows,
                                                    std::span<std::size_t const> order,
                                                    time_point last_exit) {
        auto const next = std::ranges::upper_bound(
            order, last_exit, {}, [&](std::size_t row) { return rows.entry[row]; });
        auto const left = static_cast<std::size_t>(order.end() - next);
        std::size_t const count = std::min(left, (order.size() * Percent + 99) / 100);
        return count == 0 ? last_exit : rows.entry[order[order.size() - left + count - 1]];
    }
};

/// Use when it is known how long the effect of a test block lasts: rows that enter within `Span`
/// after its last exit may not train.
template <duration_constant Span>
struct embargo_for {
    static_assert(Span.nanoseconds >= 0, "embargo_for<Span>: a negative time");

    [[nodiscard]] static constexpr time_point until(dataset_view, std::span<std::size_t const>,
                                                    time_point last_exit) noexcept {
        std::chrono::nanoseconds const span = Span;
        return last_exit > time_point::max() - span ? time_point::max() : last_exit + span;
    }
};

/// Use when labels are known at once and nothing lingers.
using no_embargo = embargo_percent<0>;

}  // namespace retrain
