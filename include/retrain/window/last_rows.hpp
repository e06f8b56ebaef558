#pragma once

#include <retrain/window/concept.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace retrain {

/// Use when training has to take about the same time every time: the last `N` rows by entry, and
/// those that share the entry of the first of them.
template <std::size_t N>
struct last_rows {
    using policy_role = window_role;
    static_assert(N >= 1, "last_rows<N>: at least one row");

    /// O(n).
    [[nodiscard]] static constexpr time_point begin(dataset_view rows, std::string_view) {
        if (rows.row_count() <= N) return time_point::min();
        std::vector<time_point> entries{rows.entry.begin(), rows.entry.end()};
        auto const first = entries.end() - static_cast<std::ptrdiff_t>(N);
        std::ranges::nth_element(entries, first);
        return *first;
    }
};

}  // namespace retrain
