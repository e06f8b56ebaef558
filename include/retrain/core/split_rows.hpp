#pragma once

#include <cstddef>
#include <vector>

namespace retrain {

/// Two disjoint sets of row indices, each in ascending order of entry.
struct split_rows {
    std::vector<std::size_t> training;
    std::vector<std::size_t> holdout;
    std::size_t purged = 0;  ///< rows on neither side: they touch the hold-out's label intervals
};

}  // namespace retrain
