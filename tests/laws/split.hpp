#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/split_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace retrain::laws {

/// Every row trains, judges or is purged, and none does two of these.
[[nodiscard]] constexpr bool places_each_row_once(split_rows const& split, dataset_view rows) {
    std::vector<std::size_t> placed = split.training;
    placed.insert(placed.end(), split.holdout.begin(), split.holdout.end());
    std::ranges::sort(placed);
    return std::ranges::adjacent_find(placed) == placed.end() &&
           (placed.empty() || placed.back() < rows.row_count()) &&
           placed.size() + split.purged == rows.row_count();
}

/// Both sides are in ascending order of entry.
[[nodiscard]] constexpr bool sorted_by_entry(split_rows const& split, dataset_view rows) {
    auto const entry = [&](std::size_t row) { return rows.entry[row]; };
    return std::ranges::is_sorted(split.training, {}, entry) &&
           std::ranges::is_sorted(split.holdout, {}, entry);
}

/// [split.purged] no training row's closed interval has an instant in common with that of a row
/// that judges. Asked of every pair, in words of its own: one ends before the other begins.
[[nodiscard]] constexpr bool purged(split_rows const& split, dataset_view rows) {
    return std::ranges::all_of(split.training, [&](std::size_t a) {
        return std::ranges::all_of(split.holdout, [&](std::size_t b) {
            return rows.exit[a] < rows.entry[b] || rows.exit[b] < rows.entry[a];
        });
    });
}

/// A row trains or tests, not both, and no row twice.
[[nodiscard]] constexpr bool places_no_row_twice(split_rows const& fold, dataset_view rows) {
    std::vector<std::size_t> placed = fold.training;
    placed.insert(placed.end(), fold.holdout.begin(), fold.holdout.end());
    std::ranges::sort(placed);
    return std::ranges::adjacent_find(placed) == placed.end() &&
           (placed.empty() || placed.back() < rows.row_count()) &&
           placed.size() + fold.purged <= rows.row_count();
}

/// What each fold of a `FoldSplit` keeps: no row twice, in order, both sides filled, and purged.
[[nodiscard]] constexpr bool lawful_fold(split_rows const& fold, dataset_view rows) {
    return places_no_row_twice(fold, rows) && sorted_by_entry(fold, rows) && purged(fold, rows) &&
           !fold.training.empty() && !fold.holdout.empty();
}

/// How often each row tests in `folds`.
template <class Folds>
[[nodiscard]] constexpr std::vector<std::size_t> times_tested(Folds const& folds,
                                                              dataset_view rows) {
    std::vector<std::size_t> times(rows.row_count(), 0);
    for (split_rows const& fold : folds)
        for (std::size_t const row : fold.holdout) ++times[row];
    return times;
}

/// All of them.
[[nodiscard]] constexpr bool lawful_split(split_rows const& split, dataset_view rows) {
    return places_each_row_once(split, rows) && sorted_by_entry(split, rows) && purged(split, rows);
}

}  // namespace retrain::laws
