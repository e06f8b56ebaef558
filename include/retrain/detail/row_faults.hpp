#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/data_gate/concept.hpp>

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <tuple>
#include <utility>
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

/// Orders rows by all of their members but hash and key; equal rows are equal to the last bit.
class row_order {
   public:
    explicit row_order(dataset_view rows) noexcept : rows_{rows} {}

    [[nodiscard]] std::strong_ordering operator()(std::size_t a, std::size_t b) const noexcept {
        auto const cells = [this](std::size_t row) {
            return std::tuple{rows_.entry[row], rows_.exit[row], rows_.labels[row]};
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
    using hashed_row = std::pair<std::uint64_t, std::size_t>;
    std::vector<hashed_row> sorted;
    sorted.reserve(rows.row_count());
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        if (faults[row] == row_fault::none) sorted.emplace_back(rows.contents[row], row);
    std::ranges::sort(sorted);

    // Most rows are alone with their hash, and only others are compared cell by cell.
    row_order const order{rows};
    for (auto first = sorted.begin(); first != sorted.end();) {
        auto const last = std::find_if(
            first, sorted.end(), [&](hashed_row const& row) { return row.first != first->first; });
        if (last - first > 1)
            std::sort(first, last, [&](hashed_row const& a, hashed_row const& b) {
                auto const by_cells = order(a.second, b.second);
                return by_cells == 0 ? a.second < b.second : by_cells < 0;
            });
        for (auto next = first + 1; next < last; ++next)
            if (order((next - 1)->second, next->second) == 0)
                faults[next->second] = row_fault::duplicate;
        first = last;
    }
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
