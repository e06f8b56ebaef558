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

/// Bounds on the dates that a hold-out spans; the upper one wins.
struct held_out_dates {
    std::size_t least = 0;
    std::size_t most = std::numeric_limits<std::size_t>::max();
};

/// Holds out the last `percent` of the rows by entry, rounded up to whole rows; rows with the entry
/// of the first of them join the hold-out, so that it begins at an instant. It spans at least the last
/// `dates.least` dates (in UTC) on which rows enter, and at most the last `dates.most`. Of the earlier rows, those whose label interval
/// touches the hold-out's, from its first entry to its last exit, are purged; the others train. A
/// side may turn out empty. Rows need `entry <= exit`.
///
/// The policy for a judge's hold-out is `purged_holdout`. The function alone also carves the rows
/// that tell when to stop early off the training side. O(n log n).
[[nodiscard]] constexpr split_rows hold_out_last(
    dataset_view rows, std::size_t percent, held_out_dates dates = {},
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
    auto const last_dates = [&](std::size_t wanted) {
        auto from = order.end();
        for (; wanted > 0 && from > order.begin(); --wanted)
            from = std::ranges::lower_bound(order.begin(), from, date(*std::prev(from)), {}, date);
        return from;
    };
    auto const share =
        std::ranges::lower_bound(order, entry(order[order.size() - count]), {}, entry);
    auto const begin =
        std::max(std::min<decltype(order.begin())>(share, last_dates(dates.least)),
                 last_dates(dates.most));
    split.holdout.assign(begin, order.end());
    // An earlier row's interval touches the hold-out's unless it ends before that begins.
    std::copy_if(order.begin(), begin, std::back_inserter(split.training), [&](std::size_t row) {
        return purge == purging::unpurged || rows.exit[row] < entry(*begin);
    });
    split.purged = rows.row_count() - split.holdout.size() - split.training.size();
    return split;
}

}  // namespace retrain
