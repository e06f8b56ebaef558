#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/drift/column_summary.hpp>
#include <retrain/drift/summarize_column.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace retrain {

/// What is kept of the rows that a model was trained on, so that rows can be compared with them
/// when the rows themselves are gone.
struct reference_summary {
    std::size_t window = 0;         ///< rows that a threshold is meant for
    std::uint64_t fingerprint = 0;  ///< of the features: `schema::fingerprint`
    std::vector<column_summary> columns{};  ///< a feature each, in the schema's order
};

/// Summarises all features of `rows`, which are put into the order of their entry where they are
/// not in it; rows without times count as ordered. `window` is the number of recent rows that will
/// be compared, `test` the test for all columns where the choice of `choose_test` is not wanted.
/// O(columns n log n).
[[nodiscard]] inline reference_summary summarize_reference(
    dataset_view rows, std::size_t window, std::optional<two_sample_test> test = {}) {
    reference_summary summary{window};
    if (rows.shape == nullptr) return summary;
    summary.fingerprint = rows.shape->fingerprint();
    std::vector<std::size_t> order(rows.row_count());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (rows.entry.size() == order.size())
        std::ranges::sort(order, {}, [&](auto row) { return std::pair{rows.entry[row], row}; });
    std::vector<float> values(order.size());
    for (std::size_t column = 0; column < rows.feature_count(); ++column) {
        for (std::size_t i = 0; i < order.size(); ++i) values[i] = rows.row(order[i])[column];
        auto const& feature = rows.shape->features[column];
        summary.columns.push_back(summarize_column(feature.name, values, window,
                                                   feature.type == column_type::boolean, test));
    }
    return summary;
}

}  // namespace retrain
