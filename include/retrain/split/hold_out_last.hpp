#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/split_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace retrain {

/// Holds out the last `percent` of the rows by entry, rounded up to whole rows; rows with the entry
/// of the first of them join the hold-out, so that it begins at an instant. Of the earlier rows,
/// those whose label interval touches the hold-out's, from its first entry to its last exit, are
/// purged; the others train. A side may turn out empty. Rows need `entry <= exit`.
///
/// The policy for a judge's hold-out is `purged_holdout`. The function alone also carves the rows
/// that tell when to stop early off the training side. O(n log n).
[[nodiscard]] constexpr split_rows hold_out_last(dataset_view rows, std::size_t percent) {
    auto const entry = [&](std::size_t row) { return rows.entry[row]; };
    std::vector<std::size_t> order;
    order.reserve(rows.row_count());
    for (std::size_t row = 0; row < rows.row_count(); ++row) order.push_back(row);
    std::ranges::sort(order, {}, [&](std::size_t row) { return std::pair{entry(row), row}; });

    auto const count = std::min(order.size(), (order.size() * percent + 99) / 100);
    split_rows split;
    if (count == 0) {
        split.training = std::move(order);
        return split;
    }
    auto const held_out_from = entry(order[order.size() - count]);
    auto const begin = std::ranges::lower_bound(order, held_out_from, {}, entry);
    split.holdout.assign(begin, order.end());
    // An earlier row's interval touches the hold-out's unless it ends before that begins.
    std::copy_if(order.begin(), begin, std::back_inserter(split.training),
                 [&](std::size_t row) { return rows.exit[row] < held_out_from; });
    split.purged = rows.row_count() - split.holdout.size() - split.training.size();
    return split;
}

}  // namespace retrain
