#pragma once

#include <retrain/core/error.hpp>
#include <retrain/detail/column_side.hpp>
#include <retrain/drift/benjamini_hochberg.hpp>
#include <retrain/drift/chi_squared.hpp>
#include <retrain/drift/data_drift.hpp>
#include <retrain/drift/data_drift_options.hpp>
#include <retrain/drift/ks.hpp>
#include <retrain/drift/learn_thresholds.hpp>
#include <retrain/drift/reference_summary.hpp>
#include <retrain/drift/sorted_sample.hpp>
#include <retrain/drift/z_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace retrain {

namespace detail {

/// The p-value of `distance`, of a test that has one. Recent rows are compared with a reference
/// that is a sample itself, and chi-squared allows for that.
[[nodiscard]] inline double p_value_of(column_summary const& reference, column_side const& recent,
                                       std::size_t recent_rows, double distance) {
    if (reference.test == two_sample_test::ks)
        return ks_p_value(distance, reference.rows, recent_rows);
    auto const n = static_cast<double>(reference.rows);
    auto const m = static_cast<double>(recent_rows);
    if (reference.test == two_sample_test::z && recent.counts.back() == 0)
        return z_test(reference.counts[0], n, recent.counts[0], m).p_value;
    auto const fit = chi_squared_test(reference.counts, recent.counts);
    return chi_squared_p_value(fit.statistic * n / (n + m), fit.degrees_of_freedom);
}

/// Everything but the column's answer, its p-value as it is.
[[nodiscard]] inline column_drift compare_column(column_summary const& reference,
                                                 std::span<float const> rows, std::size_t column,
                                                 std::size_t columns,
                                                 data_drift_options const& options) {
    auto sample = sorted_sample(rows, column, columns);
    auto const recent = sample.size();
    auto const count = static_cast<double>(rows.size() / columns);
    auto const known = static_cast<double>(reference.rows + reference.missing);
    auto const missing = count - static_cast<double>(recent);
    column_drift found{reference.name, reference.test};
    if (known > 0) found.reference_missing = static_cast<double>(reference.missing) / known;
    if (count > 0) found.missing = missing / count;
    if (reference.rows == 0) return found;
    if (std::min(known, count) >= static_cast<double>(least_drift_rows))
        found.missing_changed =
            std::abs(found.missing - found.reference_missing) >= options.effect &&
            z_test(static_cast<double>(reference.missing), known, missing, count).p_value <
                options.level;
    if (std::min(reference.rows, recent) < least_drift_rows) return found;
    auto const side = side_of(reference, std::move(sample));
    found.distance = distance_between(reference, {reference.quantiles, reference.counts}, side);
    if (has_p_value(found.test))
        found.p_value = p_value_of(reference, side, recent, found.distance);
    return found;
}

/// Compares a distance with its threshold, its p-value having been adjusted.
inline void answer_column(column_drift& column, learned_thresholds const& reference,
                          data_drift_options const& options) {
    bool const learns = options.threshold != drift_threshold::fixed;
    double const learned = options.threshold == drift_threshold::window_to_rest
                               ? reference.window_to_rest
                               : reference.between_windows;
    if (std::isnan(column.distance) || (learns && std::isnan(learned))) return;
    column.threshold = learns ? std::max(learned, options.effect) : options.effect;
    bool const far = column.distance >= options.effect && (!learns || column.distance > learned);
    bool const significant =
        !has_p_value(column.test) || column.p_value < options.level ||
        (column.test == two_sample_test::ks && column.p_value == options.level);
    column.answer = far && significant ? drift_answer::drifted : drift_answer::same;
}

}  // namespace detail

/// Compares recent rows, row-major with the reference's columns, with the reference.
///
/// A column has drifted if its distance is at least `effect`, exceeds the learned threshold unless
/// thresholds are fixed, and, for a test with a p-value, the adjusted p is below `level` (KS: not
/// above it). Missing values take no part in that; a change of their share by `effect` or more that
/// a z test finds significant is reported by itself and is a drift of the column, too. A column
/// without any value in the reference takes no part: the model does without it. The whole has
/// drifted if at least a share `options.columns` of all others has; it is insufficient where the
/// columns that could tell nothing might have made it so.
///
/// Throws `error` (`bad_data`) where `rows` are not whole rows, and (`bad_parameter`) where learned
/// thresholds are meant for another number of rows. O(columns m log m); KS takes O(n m) more for an
/// exact p-value. The answer's names live in `reference`.
[[nodiscard]] inline data_drift find_data_drift(reference_summary const& reference,
                                                std::span<float const> rows,
                                                data_drift_options const& options = {}) {
    std::size_t const columns = reference.columns.size();
    data_drift found;
    if (columns == 0) return found;
    if (rows.size() % columns != 0)
        throw error{failure_reason::bad_data,
                    "find_data_drift was given " + std::to_string(rows.size()) +
                        " values, which are no whole rows of " + std::to_string(columns) +
                        " columns: give all features of each row, in the schema's order"};
    if (options.threshold != drift_threshold::fixed && rows.size() / columns != reference.window)
        throw error{failure_reason::bad_parameter,
                    "find_data_drift was given " + std::to_string(rows.size() / columns) +
                        " rows, and the thresholds were learned for windows of " +
                        std::to_string(reference.window) +
                        ": give as many, or name drift_threshold::fixed"};
    std::vector<double> p_values;
    for (std::size_t i = 0; i < columns; ++i) {
        found.columns.push_back(
            detail::compare_column(reference.columns[i], rows, i, columns, options));
        p_values.push_back(found.columns.back().p_value);
    }
    auto const adjusted = benjamini_hochberg(p_values);
    std::size_t compared = 0;
    for (std::size_t i = 0; i < columns; ++i) {
        auto& column = found.columns[i];
        if (reference.columns[i].rows == 0) continue;
        ++compared;
        column.p_value = adjusted[i];
        detail::answer_column(column, reference.columns[i].learned, options);
        if (column.drifted())
            ++found.drifted;
        else if (column.answer == drift_answer::insufficient)
            ++found.insufficient;
    }
    if (compared == 0) return found;
    auto const enough = options.columns * static_cast<double>(compared);
    if (static_cast<double>(found.drifted) >= enough && found.drifted > 0)
        found.answer = drift_answer::drifted;
    else if (found.insufficient == 0 ||
             static_cast<double>(found.drifted + found.insufficient) < enough)
        found.answer = drift_answer::same;
    return found;
}

}  // namespace retrain
