#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/training.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

namespace retrain {

namespace detail {
[[noreturn]] inline void refuse_rows(std::string_view model, std::string const& text) {
    throw error{failure_reason::bad_data, std::string{model} + " can't be trained: " + text};
}

inline void check_rows(dataset_view rows, std::string_view model, std::string const& which) {
    std::size_t const columns = rows.feature_count();
    if (columns == 0) refuse_rows(model, which + " have no features; name at least one column");
    if (rows.class_count() < 2)
        refuse_rows(model, which + " know " + std::to_string(rows.class_count()) +
                               " class; at least 2 different labels are needed");
    if (rows.features.size() != rows.row_count() * columns)
        refuse_rows(model, which + " have " + std::to_string(rows.features.size()) +
                               " values, but " + std::to_string(rows.row_count()) + " rows of " +
                               std::to_string(columns) + " features need " +
                               std::to_string(rows.row_count() * columns));
    if (!rows.weights.empty() && rows.weights.size() != rows.row_count())
        refuse_rows(model, which + " have " + std::to_string(rows.weights.size()) +
                               " weights for " + std::to_string(rows.row_count()) + " rows");
    for (std::size_t row = 0; row < rows.row_count(); ++row) {
        if (rows.labels[row] >= rows.class_count())
            refuse_rows(model, which + " have the label " + std::to_string(rows.labels[row]) +
                                   " in row " + std::to_string(row) + ", but only " +
                                   std::to_string(rows.class_count()) + " classes");
        if (!rows.weights.empty() && !(std::isfinite(rows.weights[row]) && rows.weights[row] >= 0))
            refuse_rows(model, which + " have the sample_weight " +
                                   std::to_string(rows.weights[row]) + " in row " +
                                   std::to_string(row) + "; it must be finite and at least 0");
    }
    if (!rows.weights.empty() && std::ranges::none_of(rows.weights, [](float w) { return w > 0; }))
        refuse_rows(model, which + " all have the sample_weight 0, so none of them counts");
    for (std::size_t cell = 0; cell < rows.features.size(); ++cell)
        if (std::isinf(rows.features[cell]))
            refuse_rows(model, which + " are infinite in row " + std::to_string(cell / columns) +
                                   ", column '" + rows.shape->features[cell % columns].name +
                                   "'; leave a value that is not known empty");
}
}  // namespace detail

/// Throws `error` unless `model` can be trained as `request` says: `cancelled` if a stop was
/// requested, `bad_parameter` for zero rounds, `bad_data` for no rows, features or second class,
/// sizes or labels that do not fit, infinite features, negative or infinite weights or none above
/// zero, and stopping rows of another shape. Engines accept much of that silently. Weights may be
/// left out. O(rows * features).
inline void check_training(training_request const& request, std::string_view model) {
    if (request.stop.stop_requested())
        throw error{failure_reason::cancelled,
                    "the training of " + std::string{model} + " was cancelled before it began"};
    if (request.rounds && *request.rounds == 0)
        throw error{failure_reason::bad_parameter,
                    std::string{model} + " can't be trained for 0 rounds; ask for at least 1"};
    dataset_view const rows = request.rows;
    if (rows.row_count() == 0) detail::refuse_rows(model, "there is no row to learn from");
    detail::check_rows(rows, model, "its rows");
    if (request.stopping_rows.row_count() == 0) return;
    detail::check_rows(request.stopping_rows, model, "its stopping rows");
    if (request.stopping_rows.feature_count() != rows.feature_count() ||
        request.stopping_rows.class_count() != rows.class_count())
        detail::refuse_rows(model, "its stopping rows have other features or classes than its rows");
}

}  // namespace retrain
