#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/fixed_string.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace retrain {

/// One part of the held-out rows.
struct row_slice {
    std::optional<double> value{};      ///< what its rows have in common, where it is a number
    std::vector<std::size_t> rows{};    ///< none: the slice is required and missing
};

namespace detail {
/// Rows by what `key_of(row)` says; those of which it says nothing are in no slice.
template <class Key, class F>
[[nodiscard]] std::map<Key, std::vector<std::size_t>> rows_by(dataset_view rows, F const& key_of) {
    std::map<Key, std::vector<std::size_t>> by;
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        if (std::optional<Key> const key = key_of(row)) by[*key].push_back(row);
    return by;
}
}  // namespace detail

/// Each class's rows; each class of the schema has to have some.
struct by_class {
    static constexpr std::string_view name = "by_class";
    [[nodiscard]] static std::vector<row_slice> slices(dataset_view rows) {
        std::vector<row_slice> parts(rows.class_count());
        for (std::size_t k = 0; k < parts.size(); ++k) parts[k].value = static_cast<double>(k);
        for (std::size_t row = 0; row < rows.row_count(); ++row)
            parts[rows.labels[row]].rows.push_back(row);
        return parts;
    }
};

/// Each ticker's rows. Where the source knows no tickers, the one slice there is is missing.
struct by_ticker {
    static constexpr std::string_view name = "by_ticker";
    [[nodiscard]] static std::vector<row_slice> slices(dataset_view rows) {
        if (rows.tickers.size() != rows.row_count()) return {row_slice{}};
        std::vector<row_slice> parts;
        for (auto& [ticker, of_it] : detail::rows_by<std::uint64_t>(
                 rows, [&](std::size_t row) { return std::optional{rows.tickers[row]}; }))
            parts.push_back({std::nullopt, of_it});
        return parts;
    }
};

/// The rows of each value of the auxiliary column `Column`; a row without a value is in no slice.
/// Where there is no such column, the one slice there is is missing.
template <fixed_string Column>
struct by_column {
    static constexpr std::string_view name = Column;
    [[nodiscard]] static std::vector<row_slice> slices(dataset_view rows) {
        if (rows.shape == nullptr) return {row_slice{}};
        auto const& columns = rows.shape->auxiliary;
        auto const place = static_cast<std::size_t>(
            std::ranges::find(columns, Column.view()) - columns.begin());
        if (place == columns.size()) return {row_slice{}};
        std::vector<row_slice> parts;
        for (auto& [value, of_it] : detail::rows_by<float>(rows, [&](std::size_t row) {
                 float const cell = rows.auxiliary[row * columns.size() + place];
                 return std::isnan(cell) ? std::nullopt : std::optional{cell};
             }))
            parts.push_back({static_cast<double>(value), of_it});
        return parts;
    }
};

}  // namespace retrain
