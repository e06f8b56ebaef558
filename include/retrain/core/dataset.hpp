#pragma once

#include <retrain/core/schema.hpp>
#include <retrain/core/time.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace retrain {

/// What people call the ticker of a hash.
struct ticker_name {
    std::uint64_t hash = 0;
    std::string name{};

    friend bool operator==(ticker_name const&, ticker_name const&) = default;
};

/// Labelled rows that someone else owns. All spans but `features`, `auxiliary` and `ticker_names`
/// have one element a row; `features` is row-major, `row_count() * shape->features.size()` floats,
/// NaN where a value is missing; `auxiliary` likewise with `shape->auxiliary.size()` columns.
struct dataset_view {
    schema const* shape = nullptr;
    std::span<float const> features{};
    std::span<float const> auxiliary{};
    std::span<std::uint32_t const> labels{};   ///< indices into `shape->classes`
    std::span<float const> weights{};          ///< `sample_weight`, 1 where the source has none
    std::span<time_point const> entry{};       ///< start of the label interval
    std::span<time_point const> exit{};        ///< its closed end
    std::span<time_point const> known{};       ///< first instant at which the label is known
    std::span<std::uint64_t const> keys{};     ///< what identifies the row across snapshots
    std::span<std::uint64_t const> contents{}; ///< hash of all the row's cells: did it change?
    std::span<std::uint64_t const> tickers{};  ///< hash of the row's ticker; empty: there are none
    std::span<ticker_name const> ticker_names{};  ///< for people, as far as the source knows them

    [[nodiscard]] constexpr std::size_t row_count() const noexcept { return labels.size(); }
    [[nodiscard]] constexpr std::size_t feature_count() const noexcept {
        return shape == nullptr ? 0 : shape->features.size();
    }
    [[nodiscard]] constexpr std::size_t class_count() const noexcept {
        return shape == nullptr ? 0 : shape->classes.size();
    }
    [[nodiscard]] constexpr std::span<float const> row(std::size_t index) const noexcept {
        return features.subspan(index * feature_count(), feature_count());
    }
};

/// Labelled rows, owned. The members mean what they mean in `dataset_view`.
struct dataset {
    schema shape;
    std::vector<float> features;
    std::vector<float> auxiliary;
    std::vector<std::uint32_t> labels;
    std::vector<float> weights;
    std::vector<time_point> entry;
    std::vector<time_point> exit;
    std::vector<time_point> known;
    std::vector<std::uint64_t> keys;
    std::vector<std::uint64_t> contents;
    std::vector<std::uint64_t> tickers{};
    std::vector<ticker_name> ticker_names{};
    std::vector<std::string> warnings;  ///< what the source wants a person to know, a sentence each

    /// Valid while this data set lives and is not moved or changed.
    [[nodiscard]] dataset_view view() const noexcept {
        return {&shape, features, auxiliary, labels, weights, entry, exit, known, keys, contents,
                tickers, ticker_names};
    }
};

/// The rows of `rows` at `indices`, in that order. O(indices * columns).
[[nodiscard]] inline dataset select(dataset_view rows, std::span<std::size_t const> indices) {
    dataset chosen;
    if (rows.shape != nullptr) chosen.shape = *rows.shape;
    auto const gather = [&](auto const& from, auto& to, std::size_t width) {
        if (from.empty()) return;
        to.reserve(indices.size() * width);
        for (std::size_t const index : indices) {
            auto const first = from.begin() + static_cast<std::ptrdiff_t>(index * width);
            to.insert(to.end(), first, first + static_cast<std::ptrdiff_t>(width));
        }
    };
    gather(rows.features, chosen.features, rows.feature_count());
    gather(rows.auxiliary, chosen.auxiliary, chosen.shape.auxiliary.size());
    gather(rows.labels, chosen.labels, 1);
    gather(rows.weights, chosen.weights, 1);
    gather(rows.entry, chosen.entry, 1);
    gather(rows.exit, chosen.exit, 1);
    gather(rows.known, chosen.known, 1);
    gather(rows.keys, chosen.keys, 1);
    gather(rows.contents, chosen.contents, 1);
    gather(rows.tickers, chosen.tickers, 1);
    chosen.ticker_names.assign(rows.ticker_names.begin(), rows.ticker_names.end());
    return chosen;
}

}  // namespace retrain
