#pragma once

#include <retrain/drift/cells.hpp>
#include <retrain/drift/chi_squared.hpp>
#include <retrain/drift/hellinger.hpp>
#include <retrain/drift/jensen_shannon.hpp>
#include <retrain/drift/ks.hpp>
#include <retrain/drift/l_infinity.hpp>
#include <retrain/drift/psi.hpp>
#include <retrain/drift/sorted_sample.hpp>
#include <retrain/drift/two_sample.hpp>
#include <retrain/drift/wasserstein.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// What is kept of one column of the reference: enough to compare rows with it later, and of
/// bounded size.
struct column_summary {
    std::string name{};
    two_sample_test test = two_sample_test::ks;
    std::size_t rows = 0;     ///< finite values
    std::size_t missing = 0;  ///< the others
    double deviation = 0;     ///< standard deviation of the values, divided by n
    double threshold = std::numeric_limits<double>::quiet_NaN();  ///< NaN: not enough windows
    std::vector<float> quantiles{};  ///< of a column that is compared as numbers, ascending
    cells into{};                    ///< of any other, with its
    std::vector<double> counts{};    ///< counts

    /// At most so many quantiles stand for a column. All values do where there are no more; else
    /// they are those at the ranks (k + 1/2) n / 200, which moves a distribution function by at
    /// most 1/400 + 1/n.
    static constexpr std::size_t most_quantiles = 200;
};

namespace detail {

/// One side of a comparison: a sorted sample, or the counts of cells.
struct column_side {
    std::vector<float> numbers{};
    std::vector<double> counts{};
};

[[nodiscard]] inline column_side side_of(column_summary const& column,
                                         std::vector<float> sorted_values) {
    if (compares_numbers(column.test)) return {std::move(sorted_values), {}};
    return {{}, column.into.count(sorted_values)};
}

[[nodiscard]] inline double distance_between(column_summary const& column,
                                             std::span<float const> a, std::span<float const> b) {
    if (column.test == two_sample_test::ks) return ks_distance(a, b);
    double const area = wasserstein_distance(a, b);
    if (column.deviation > 0) return area / column.deviation;
    return area > 0 ? std::numeric_limits<double>::infinity() : area;
}

[[nodiscard]] inline double distance_between(two_sample_test test, std::span<double const> a,
                                             std::span<double const> b) {
    switch (test) {
        case two_sample_test::jensen_shannon: return jensen_shannon_distance(a, b);
        case two_sample_test::psi: return psi(a, b);
        case two_sample_test::hellinger: return hellinger_distance(a, b);
        default: return l_infinity_distance(a, b);
    }
}

[[nodiscard]] inline double distance_between(column_summary const& column, column_side const& a,
                                             column_side const& b) {
    return compares_numbers(column.test) ? distance_between(column, a.numbers, b.numbers)
                                         : distance_between(column.test, a.counts, b.counts);
}

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

/// A side with fewer finite values says nothing about a distribution.
inline constexpr std::size_t least_drift_rows = 30;

/// The 99th percentile of the distances between windows of `window` rows of `values`, which are in
/// time order: up to 40 windows, spread evenly and disjoint, each compared with each. NaN where
/// fewer than five of them have values enough. O(windows^2 window).
[[nodiscard]] inline double learn_threshold(column_summary const& column,
                                            std::span<float const> values, std::size_t window) {
    constexpr std::size_t most_windows = 40;
    constexpr std::size_t least_windows = 5;
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (window == 0 || values.size() / window < least_windows) return none;
    std::size_t const windows = std::min(most_windows, values.size() / window);
    std::vector<detail::column_side> sides;
    for (std::size_t i = 0; i < windows; ++i) {
        std::size_t const first = (values.size() - window) * i / (windows - 1);
        auto sample = sorted_sample(values.subspan(first, window));
        if (sample.size() >= least_drift_rows)
            sides.push_back(detail::side_of(column, std::move(sample)));
    }
    if (sides.size() < least_windows) return none;
    std::vector<double> distances;
    for (std::size_t i = 0; i < sides.size(); ++i)
        for (std::size_t j = i + 1; j < sides.size(); ++j)
            distances.push_back(detail::distance_between(column, sides[i], sides[j]));
    std::size_t const rank = (distances.size() * 99 + 99) / 100 - 1;
    std::ranges::nth_element(distances, distances.begin() + static_cast<std::ptrdiff_t>(rank));
    return distances[rank];
}

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
    column.threshold = learn_threshold(column, values, window);
    return column;
}

}  // namespace retrain
