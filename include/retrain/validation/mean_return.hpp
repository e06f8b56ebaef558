#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/fixed_string.hpp>
#include <retrain/validation/decisions.hpp>
#include <retrain/validation/labelled.hpp>
#include <retrain/validation/metric.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

namespace retrain {

/// Use when what counts is what decisions earn: the mean over the rows of the return, taken from the
/// auxiliary column `Column`, of buying or selling as the most probable class says. A row without
/// a position earns 0. `mean_return<"return_20d", buys<"buy">>`.
template <fixed_string Column, class... Actions>
struct mean_return {
    static_assert(sizeof...(Actions) > 0,
                  "mean_return<Column, Actions...>: say which classes are acted on, as buys<\"buy\">");
    using direction = higher_is_better;
    using unit = signed_unit;
    static constexpr std::string_view name = "mean_return";

    [[nodiscard]] static constexpr double row_score(std::span<float const> given, dataset_view rows,
                                                    std::size_t row) noexcept {
        return earned<Column, Actions...>(given, rows, row);
    }

    /// `probabilities` is row-major, rows x classes. NaN unless they are `labelled`, where the rows
    /// have no such column, and where a row has no value in it.
    [[nodiscard]] static constexpr double score(std::span<float const> probabilities,
                                                dataset_view rows) noexcept {
        std::size_t const classes = rows.class_count();
        if (!labelled(probabilities, rows.labels, classes))
            return std::numeric_limits<double>::quiet_NaN();
        double total = 0.0;
        for (std::size_t row = 0; row < rows.row_count(); ++row)
            total += row_score(probabilities.subspan(row * classes, classes), rows, row);
        return total / static_cast<double>(rows.row_count());
    }
};

}  // namespace retrain
