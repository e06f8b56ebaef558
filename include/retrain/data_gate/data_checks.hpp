#pragma once

#include <retrain/core/ranged.hpp>
#include <retrain/data_gate/concept.hpp>
#include <retrain/detail/column_faults.hpp>
#include <retrain/detail/row_faults.hpp>

#include <cstddef>

namespace retrain {

/// Use when rows come from files and feeds that may break, as almost always.
///
/// Drops rows that are infinite somewhere (NaN means missing and is none of that), equal an earlier
/// row in everything, or are of a class with too few rows. Does without features that are empty or
/// have one and the same value in all rows. Refuses the run (`error`, `bad_data`) where a live
/// model was trained on other columns, where a feature is missing much more often than in the rows
/// of a live model, and where no feature varies. O(n log n), n the rows, and O(n * features).
struct data_checks {
    using policy_role = data_gate_role;

    ranged<std::size_t, 0, 1'000'000'000> min_class_rows = 10;
    ranged<double, 0, 100> max_more_missing = 10.0;  ///< percentage points
    bool same_columns = true;  ///< false leaves other columns to the validation policy

    [[nodiscard]] data_findings check(dataset_view rows,
                                      std::span<model_metadata const> live) const {
        data_findings found;
        found.faults.assign(rows.row_count(), row_fault::none);
        detail::mark_infinite(rows, found.faults);
        detail::mark_duplicates(rows, found.faults);
        detail::mark_rare_classes(rows, min_class_rows, found);
        detail::judge_columns(rows, live, max_more_missing, found);
        if (same_columns) detail::require_columns(*rows.shape, live);
        return found;
    }
};

}  // namespace retrain
