#pragma once

#include <retrain/window/concept.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace retrain {

/// Use when what was long ago no longer holds: rows that enter less than `N` days (of 24 hours)
/// before the last one does. Of daily rows these are `N` dates.
template <std::size_t N>
struct last_days {
    using policy_role = window_role;
    static_assert(N >= 1 && N <= 100'000, "last_days<N>: 1 to 100000 days");

    /// O(n).
    [[nodiscard]] static constexpr time_point begin(dataset_view rows, std::string_view) {
        if (rows.row_count() == 0) return time_point::min();
        constexpr std::chrono::nanoseconds span = std::chrono::days{N};
        time_point const last = std::ranges::max(rows.entry);
        if (last <= time_point::min() + span) return time_point::min();
        return last - span + std::chrono::nanoseconds{1};
    }
};

}  // namespace retrain
