#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/split_rows.hpp>
#include <retrain/core/time.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace retrain {

/// The first row of the training side whose closed label interval touches that of a row which is
/// held out; nothing where the split is purged. A service asks it of every split that says it is.
/// O((n + m) log m), n rows that train and m that are held out.
[[nodiscard]] constexpr std::optional<std::size_t> first_leak(split_rows const& split,
                                                              dataset_view rows) {
    // The held-out intervals by entry, each with the latest exit up to it.
    std::vector<std::pair<time_point, time_point>> held;
    held.reserve(split.holdout.size());
    for (std::size_t const row : split.holdout) held.emplace_back(rows.entry[row], rows.exit[row]);
    std::ranges::sort(held);
    for (std::size_t i = 1; i < held.size(); ++i)
        held[i].second = std::max(held[i].second, held[i - 1].second);

    for (std::size_t const row : split.training) {
        auto const after = std::ranges::upper_bound(held, rows.exit[row], {},
                                                    &std::pair<time_point, time_point>::first);
        if (after != held.begin() && std::prev(after)->second >= rows.entry[row]) return row;
    }
    return std::nullopt;
}

}  // namespace retrain
