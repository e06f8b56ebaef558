#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/data_gate/concept.hpp>

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <tuple>
#include <vector>

// Each function marks rows that have no fault yet.
namespace retrain::detail {

/// Rows with a feature or a weight that is infinite, or a weight that is NaN.
inline void mark_infinite(dataset_view rows, std::span<row_fault> faults) {
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        if (std::ranges::any_of(rows.row(row), [](float value) { return std::isinf(value); }) ||
            (!rows.weights.empty() && !std::isfinite(rows.weights[row])))
            faults[row] = row_fault::infinite;
}

/// Orders rows by all that is known of them but their key; equal rows are equal to the last bit.
class row_order {
   public:
    explicit row_order(dataset_view rows) noexcept : rows_{rows} {}

    [[nodiscard]] std::strong_ordering operator()(std::size_t a, std::size_t b) const noexcept {
        auto const cells = [this](std::size_t row) {
            return std::tuple{rows_.contents[row], rows_.entry[row], rows_.exit[row],
                              rows_.labels[row]};
        };
        if (auto const order = cells(a) <=> cells(b); order != 0) return order;
        if (auto const order = bits(rows_.weights, 1, a, b); order != 0) return order;
        if (auto const order = bits(rows_.features, rows_.feature_count(), a, b); order != 0)
            return order;
        return bits(rows_.auxiliary, rows_.shape->auxiliary.size(), a, b);
    }

   private:
    static std::strong_ordering bits(std::span<float const> values, std::size_t width,
                                     std::size_t a, std::size_t b) noexcept {
        if (values.empty() || width == 0) return std::strong_ordering::equal;
        return std::memcmp(&values[a * width], &values[b * width], width * sizeof(float)) <=> 0;
    }

    dataset_view rows_;
};

/// Rows that equal an earlier one in everything but their key. O(n log n).
inline void mark_duplicates(dataset_view rows, std::span<row_fault> faults) {
    std::vector<std::size_t> sorted;
    sorted.reserve(rows.row_count());
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        if (faults[row] == row_fault::none) sorted.push_back(row);
    row_order const order{rows};
    std::ranges::sort(sorted, [&](std::size_t a, std::size_t b) {
        auto const by_cells = order(a, b);
        return by_cells == 0 ? a < b : by_cells < 0;
    });
    for (std::size_t i = 1; i < sorted.size(); ++i)
        if (order(sorted[i - 1], sorted[i]) == 0) faults[sorted[i]] = row_fault::duplicate;
}

/// Rows of classes that have any, but fewer than `least`; a sentence for each such class.
inline void mark_rare_classes(dataset_view rows, std::size_t least, data_findings& found) {
    std::vector<std::size_t> counts(rows.class_count());
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        if (found.faults[row] == row_fault::none) ++counts[rows.labels[row]];
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        if (found.faults[row] == row_fault::none && counts[rows.labels[row]] < least)
            found.faults[row] = row_fault::rare_class;
    for (std::size_t label = 0; label < counts.size(); ++label)
        if (counts[label] > 0 && counts[label] < least)
            found.warnings.push_back("class '" + rows.shape->classes[label] + "' has " +
                                     std::to_string(counts[label]) + " rows, fewer than " +
                                     std::to_string(least) + "; they are left out");
}

}  // namespace retrain::detail
