#pragma once

#include <retrain/drift/cells.hpp>
#include <retrain/drift/column_summary.hpp>
#include <retrain/drift/learn_thresholds.hpp>
#include <retrain/drift/sorted_sample.hpp>
#include <retrain/drift/two_sample.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

namespace detail {

[[nodiscard]] inline double standard_deviation(std::span<float const> values) noexcept {
    auto const n = static_cast<double>(values.size());
    double mean = 0;
    for (float const value : values) mean += static_cast<double>(value) / n;
    double sum = 0;
    for (float const value : values) {
        double const gap = static_cast<double>(value) - mean;
        sum += gap * gap;
    }
    return values.empty() ? 0 : std::sqrt(sum / n);
}

[[nodiscard]] inline std::vector<float> quantiles_of(std::span<float const> sorted,
                                                     std::size_t most) {
    if (sorted.size() <= most) return {sorted.begin(), sorted.end()};
    std::vector<float> quantiles(most);
    for (std::size_t k = 0; k < most; ++k)
        quantiles[k] = sorted[(2 * k + 1) * sorted.size() / (2 * most)];
    return quantiles;
}

}  // namespace detail

/// Summarises a column, `values` in time order. The test is `choose_test`'s unless one is named; z
/// becomes chi-squared where there are not two values. `window` is the number of rows that will be
/// compared with it. O(n log n).
[[nodiscard]] inline column_summary summarize_column(std::string_view name,
                                                     std::span<float const> values,
                                                     std::size_t window, bool categorical = false,
                                                     std::optional<two_sample_test> test = {}) {
    auto const sample = sorted_sample(values);
    cells by_value = value_cells(sample);
    std::size_t const distinct = by_value.points.size();
    column_summary column{std::string{name}};
    column.test = test.value_or(choose_test(sample.size(), distinct, categorical));
    if (column.test == two_sample_test::z && distinct != 2)
        column.test = two_sample_test::chi_squared;
    column.rows = sample.size();
    column.missing = values.size() - sample.size();
    column.deviation = detail::standard_deviation(sample);
    if (compares_numbers(column.test)) {
        column.quantiles = detail::quantiles_of(sample, column_summary::most_quantiles);
    } else {
        bool const each = distinct <= few_values || (categorical && distinct <= 100);
        column.into = each ? std::move(by_value) : decile_cells(sample);
        column.counts = column.into.count(sample);
    }
    column.learned = learn_thresholds(column, values, window);
    return column;
}

}  // namespace retrain
