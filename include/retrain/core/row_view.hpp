#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace retrain {

/// One row of a data set, its cells by column name.
class row_view {
   public:
    constexpr row_view(dataset_view rows, std::size_t index) noexcept
        : rows_{rows}, index_{index} {}

    /// The value of a feature or an auxiliary column; NaN where it is missing.
    /// Throws `error` (`bad_data`) if the data set has no such column. O(columns).
    [[nodiscard]] constexpr float operator[](std::string_view column) const {
        auto const value = find(column);
        if (value) return *value;
        throw error{failure_reason::bad_data,
                    "the training data has no numeric column '" + std::string{column} +
                        "'; name it among the features or the auxiliary columns of the source"};
    }

    /// The same, or nothing if the data set has no such column.
    [[nodiscard]] constexpr std::optional<float> find(std::string_view column) const noexcept {
        auto const& features = rows_.shape->features;
        auto const feature = std::ranges::find(features, column, &feature_column::name);
        if (feature != features.end())
            return rows_.features[index_ * features.size() +
                                  static_cast<std::size_t>(feature - features.begin())];
        auto const& others = rows_.shape->auxiliary;
        auto const other = std::ranges::find(others, column);
        if (other != others.end())
            return rows_.auxiliary[index_ * others.size() +
                                   static_cast<std::size_t>(other - others.begin())];
        return std::nullopt;
    }

    [[nodiscard]] constexpr std::string_view label() const noexcept {
        return rows_.shape->classes[rows_.labels[index_]];
    }
    [[nodiscard]] constexpr time_point entry() const noexcept { return rows_.entry[index_]; }
    [[nodiscard]] constexpr time_point exit() const noexcept { return rows_.exit[index_]; }
    [[nodiscard]] constexpr std::size_t index() const noexcept { return index_; }

   private:
    dataset_view rows_;
    std::size_t index_;
};

}  // namespace retrain
