#pragma once

#include <retrain/core/dataset.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace retrain {

/// For each feature the share of `rows` in which it is missing (NaN), 0 to 1; 0 where there is no
/// row. O(rows * features).
[[nodiscard]] constexpr std::vector<double> missing_shares(dataset_view rows) {
    std::vector<double> shares(rows.feature_count(), 0.0);
    for (std::size_t row = 0; row < rows.row_count(); ++row) {
        auto const values = rows.row(row);
        for (std::size_t column = 0; column < shares.size(); ++column)
            shares[column] += values[column] != values[column] ? 1 : 0;
    }
    auto const count = static_cast<double>(std::max<std::size_t>(1, rows.row_count()));
    for (auto& share : shares) share /= count;
    return shares;
}

}  // namespace retrain
