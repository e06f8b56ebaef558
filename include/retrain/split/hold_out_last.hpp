#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/split_rows.hpp>
#include <retrain/core/time.hpp>
#include <retrain/detail/entry_order.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

namespace retrain {

/// Whether rows that look into the hold-out are left out of the training side.
enum class purging { purged, unpurged };

/// Holds out the last `percent` of the rows by entry, rounded up to whole rows; rows with the entry
/// of the first of them join the hold-out, so that it begins at an instant. It spans at most the last
/// `max_dates` dates (in UTC) on which rows enter. Of the earlier rows, those whose label interval
/// touches the hold-out's, from its first entry to its last exit, are purged; the others train. A
/// side may turn out empty. Rows need `entry <= exit`.
///
/// The policy for a judge's hold-out is `purged_holdout`. The function alone also carves the rows
/// that tell when to stop early off the training side. O(n log n).
[[nodiscard]] constexpr split_rows hold_out_last(
    dataset_view rows, std::size_t percent,
    std::size_t max_dates = std::numeric_limits<std::size_t>::max(),
    purging purge = purging::purged) {
    auto const entry = [&](std::size_t row) { return rows.entry[row]; };
    auto const date = [&](std::size_t row) {
        return std::chrono::floor<std::chrono::days>(rows.entry[row]);
    };
    auto order = detail::entry_order(rows);
    auto const count = std::min(order.size(), (order.size() * percent + 99) / 100);
    split_rows split;
    if (count == 0) {
        split.training = std::move(order);
        return split;
    }
    auto begin = std::ranges::lower_bound(order, entry(order[order.size() - count]), {}, entry);
    auto earliest = order.end();
    for (std::size_t dates = 0; dates < max_dates && earliest > begin; ++dates)
        earliest = std::ranges::lower_bound(begin, earliest, date(*std::prev(earliest)), {}, date);
    begin = earliest;
    split.holdout.assign(begin, order.end());
    // An earlier row's interval touches the hold-out's unless it ends before that begins.
    std::copy_if(order.begin(), begin, std::back_inserter(split.training), [&](std::size_t row) {
        return purge == purging::unpurged || rows.exit[row] < entry(*begin);
    });
    split.purged = rows.row_count() - split.holdout.size() - split.training.size();
    return split;
}

}  // namespace retrain
