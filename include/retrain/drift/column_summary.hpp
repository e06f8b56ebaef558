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
#include <functional>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// What windows inside the reference differ by anyway: the 99th percentile of their distances. NaN
/// where there were too few windows.
struct learned_thresholds {
    double between_windows = std::numeric_limits<double>::quiet_NaN();  ///< from each other
    double window_to_rest = std::numeric_limits<double>::quiet_NaN();   ///< from all other rows
};

/// What is kept of one column of the reference: enough to compare rows with it later, and of
/// bounded size.
struct column_summary {
    std::string name{};
    two_sample_test test = two_sample_test::ks;
    std::size_t rows = 0;     ///< finite values
    std::size_t missing = 0;  ///< the others
    double deviation = 0;     ///< standard deviation of the values, divided by n
    learned_thresholds learned{};
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

namespace detail {

/// The smallest of `distances` that at least 99 % of them do not exceed.
[[nodiscard]] inline double percentile_99(std::vector<double> distances) {
    auto const at = distances.begin() + static_cast<std::ptrdiff_t>((distances.size() * 99 - 1) / 100);
    std::ranges::nth_element(distances, at);
    return *at;
}

/// `whole` without `part`, which was taken from it.
[[nodiscard]] inline column_side without(column_side const& whole, column_side const& part) {
    column_side rest;
    std::ranges::set_difference(whole.numbers, part.numbers, std::back_inserter(rest.numbers));
    std::ranges::transform(whole.counts, part.counts, std::back_inserter(rest.counts),
                           std::minus<>{});
    return rest;
}

}  // namespace detail

/// Compares windows of `window` rows of `values`, which are in time order: up to 40 windows, spread
/// evenly and disjoint. At least five of them need values enough. O(windows^2 window + windows n).
[[nodiscard]] inline learned_thresholds learn_thresholds(column_summary const& column,
                                                         std::span<float const> values,
                                                         std::size_t window) {
    constexpr std::size_t most_windows = 40;
    constexpr std::size_t least_windows = 5;
    if (window == 0 || values.size() / window < least_windows) return {};
    std::size_t const windows = std::min(most_windows, values.size() / window);
    std::vector<detail::column_side> sides;
    for (std::size_t i = 0; i < windows; ++i) {
        std::size_t const first = (values.size() - window) * i / (windows - 1);
        auto sample = sorted_sample(values.subspan(first, window));
        if (sample.size() >= least_drift_rows)
            sides.push_back(detail::side_of(column, std::move(sample)));
    }
    if (sides.size() < least_windows) return {};
    auto const whole = detail::side_of(column, sorted_sample(values));
    std::vector<double> to_each_other;
    std::vector<double> to_rest;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        to_rest.push_back(
            detail::distance_between(column, detail::without(whole, sides[i]), sides[i]));
        for (std::size_t j = i + 1; j < sides.size(); ++j)
            to_each_other.push_back(detail::distance_between(column, sides[i], sides[j]));
    }
    return {detail::percentile_99(std::move(to_each_other)),
            detail::percentile_99(std::move(to_rest))};
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
    column.learned = learn_thresholds(column, values, window);
    return column;
}

}  // namespace retrain
