#pragma once

#include <retrain/detail/csv_columns.hpp>
#include <retrain/detail/csv_number.hpp>

// Most cells of most files are plain numbers, one after the other.
namespace retrain::detail {

/// How far a run of number cells goes.
struct number_run {
    char const* at;            ///< the first cell that does not belong to it
    csv_column const* column;  ///< its column
};

/// Reads number cells from `run` on into `values`, and stops at the column `last`, at a column of
/// another use, and at a cell that is no plain number: the caller reads that one.
[[nodiscard]] inline number_run read_number_run(number_run run, csv_column const* last,
                                                float* values) noexcept {
    while (run.column != last && run.column->use == csv_use::number) {
        quick_number const number = read_quick_number(run.at);
        if (number.end == nullptr || *number.end != ',') break;
        values[run.column->index] = number.value;
        run = {number.end + 1, run.column + 1};
    }
    return run;
}

}  // namespace retrain::detail
