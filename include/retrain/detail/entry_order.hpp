#pragma once

#include <retrain/core/dataset.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace retrain::detail {

/// The indices of all rows in ascending order of entry; rows of one entry in their own order.
/// O(n log n).
[[nodiscard]] constexpr std::vector<std::size_t> entry_order(dataset_view rows) {
    std::vector<std::size_t> order;
    order.reserve(rows.row_count());
    for (std::size_t row = 0; row < rows.row_count(); ++row) order.push_back(row);
    std::ranges::sort(order, {}, [&](std::size_t row) { return std::pair{rows.entry[row], row}; });
    return order;
}

}  // namespace retrain::detail
