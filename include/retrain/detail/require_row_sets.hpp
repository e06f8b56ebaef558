#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/split_rows.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace retrain::detail {

/// Throws `error` (`bad_data`) unless both sides of `split` are sets of indices of `rows` rows that
/// have none in common, and there is one to train on. O(rows).
inline void require_row_sets(split_rows const& split, std::size_t rows) {
    std::vector<bool> seen(rows);
    auto const require = [&](std::vector<std::size_t> const& side) {
        for (std::size_t const row : side) {
            if (row >= rows)
                throw error{failure_reason::bad_data,
                            "the split names row " + std::to_string(row) + " of " +
                                std::to_string(rows) + "; it must answer with indices below that"};
            if (seen[row])
                throw error{failure_reason::bad_data,
                            "the split names row " + std::to_string(row) +
                                " twice; each row trains, or is held out, or neither"};
            seen[row] = true;
        }
    };
    require(split.training);
    require(split.holdout);
    if (split.training.empty())
        throw error{failure_reason::bad_data, "the split leaves none of the " +
                                                  std::to_string(rows) + " rows to train on"};
}

}  // namespace retrain::detail
