#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/fixed_string.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// One part of the held-out rows.
struct row_slice {
    std::optional<double> value{};      ///< what its rows have in common, where it is a number
    std::vector<std::size_t> rows{};    ///< none: the slice is required and missing
    std::string name{};                 ///< what a person calls it
};

namespace detail {
/// Rows by what `key_of(rows, row)` says; those of which it says nothing are in no slice. A key
/// that only rows of `all` have is a slice without rows.
template <class Key, class KeyOf>
[[nodiscard]] std::map<Key, std::vector<std::size_t>> rows_by(dataset_view rows, dataset_view all,
                                                              KeyOf const& key_of) {
    std::map<Key, std::vector<std::size_t>> by;
    for (std::size_t row = 0; row < all.row_count(); ++row)
        if (std::optional<Key> const key = key_of(all, row)) by[*key];
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        if (std::optional<Key> const key = key_of(rows, row)) by[*key].push_back(row);
    return by;
}

[[nodiscard]] constexpr bool knows_tickers(dataset_view rows) noexcept {
    return rows.tickers.size() == rows.row_count();
}

/// The name of a ticker's hash, or the hash, "0x50".
[[nodiscard]] inline std::string name_of_ticker(dataset_view rows, std::uint64_t ticker) {
    auto const known = std::ranges::find(rows.ticker_names, ticker, &ticker_name::hash);
    if (known != rows.ticker_names.end()) return known->name;
    char text[18]{'0', 'x'};
    auto const end = std::to_chars(text + 2, text + sizeof text, ticker, 16).ptr;
    return {text, end};
}
}  // namespace detail

/// Each class's rows; each class of the schema has to have some.
struct by_class {
    static constexpr std::string_view name = "by_class";
    [[nodiscard]] static std::vector<row_slice> slices(dataset_view rows) {
        std::vector<row_slice> parts;
        for (std::size_t k = 0; k < rows.class_count(); ++k)
            parts.push_back({static_cast<double>(k), {}, rows.shape->classes[k]});
        for (std::size_t row = 0; row < rows.row_count(); ++row)
            parts[rows.labels[row]].rows.push_back(row);
        return parts;
    }
};

/// Each ticker's rows; each ticker of `all`, which the rows were held out from, has to have some.
/// Where tickers come and go, name those that count: `these_tickers`. Where the source knows no
/// tickers, the one slice there is is missing.
struct by_ticker {
    static constexpr std::string_view name = "by_ticker";
    [[nodiscard]] static std::vector<row_slice> slices(dataset_view rows, dataset_view all) {
        if (!detail::knows_tickers(rows) || !detail::knows_tickers(all)) return {row_slice{}};
        std::vector<row_slice> parts;
        for (auto& [ticker, of_it] : detail::rows_by<std::uint64_t>(
                 rows, all,
                 [](dataset_view of, std::size_t row) { return std::optional{of.tickers[row]}; }))
            parts.push_back({std::nullopt, of_it, detail::name_of_ticker(all, ticker)});
        return parts;
    }
    [[nodiscard]] static std::vector<row_slice> slices(dataset_view rows) {
        return slices(rows, rows);
    }
};

/// The rows of each of these tickers, by the names that the source knows them by; each has to have
/// some.
template <fixed_string... Tickers>
struct these_tickers {
    static_assert(sizeof...(Tickers) > 0, "these_tickers<...>: name at least one ticker");
    static constexpr std::string_view name = "these_tickers";
    [[nodiscard]] static std::vector<row_slice> slices(dataset_view rows) {
        std::vector<row_slice> parts;
        for (std::string_view const wanted : {Tickers.view()...}) {
            row_slice part{.name = std::string{wanted}};
            auto const known = std::ranges::find(rows.ticker_names, wanted, &ticker_name::name);
            if (known != rows.ticker_names.end() && detail::knows_tickers(rows))
                for (std::size_t row = 0; row < rows.row_count(); ++row)
                    if (rows.tickers[row] == known->hash) part.rows.push_back(row);
            parts.push_back(std::move(part));
        }
        return parts;
    }
};

/// The rows of each value of the auxiliary column `Column`; a row without a value is in no slice.
/// Each value in `all`, which the rows were held out from, has to have some. Where there is no such
/// column, the one slice there is is missing.
template <fixed_string Column>
struct by_column {
    static constexpr std::string_view name = Column;
    [[nodiscard]] static std::vector<row_slice> slices(dataset_view rows, dataset_view all) {
        if (rows.shape == nullptr) return {row_slice{}};
        auto const& columns = rows.shape->auxiliary;
        auto const place = static_cast<std::size_t>(
            std::ranges::find(columns, Column.view()) - columns.begin());
        if (place == columns.size()) return {row_slice{}};
        std::vector<row_slice> parts;
        for (auto& [value, of_it] :
             detail::rows_by<float>(rows, all, [&](dataset_view of, std::size_t row) {
                 float const cell = of.auxiliary[row * columns.size() + place];
                 return std::isnan(cell) ? std::nullopt : std::optional{cell};
             }))
            parts.push_back({static_cast<double>(value), of_it, {}});
        return parts;
    }
    [[nodiscard]] static std::vector<row_slice> slices(dataset_view rows) {
        return slices(rows, rows);
    }
};

}  // namespace retrain
