#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/data_gate/concept.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retrain::detail {

/// What the rows without a fault have in one feature.
struct column_contents {
    std::size_t missing = 0;
    std::optional<float> first{};
    bool varies = false;
};

/// One for each feature; `count` becomes the number of rows without a fault.
[[nodiscard]] inline std::vector<column_contents> look_at_columns(
    dataset_view rows, std::span<row_fault const> faults, std::size_t& count) {
    std::vector<column_contents> columns(rows.feature_count());
    count = 0;
    for (std::size_t row = 0; row < rows.row_count(); ++row) {
        if (faults[row] != row_fault::none) continue;
        ++count;
        auto const values = rows.row(row);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (std::isnan(values[i]))
                ++columns[i].missing;
            else if (!columns[i].first)
                columns[i].first = values[i];
            else if (values[i] != *columns[i].first)
                columns[i].varies = true;
        }
    }
    return columns;
}

[[nodiscard]] inline std::string percent_text(double share) {
    auto const tenths = std::lround(share * 1000);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

/// Throws `error` (`bad_data`) where `column` is missing in a share of the rows more than `points`
/// percentage points above that of a live model's training data.
inline void require_as_present(std::string_view column, double share,
                               std::span<model_metadata const> live, double points) {
    for (auto const& model : live) {
        auto const known = model.missing_shares.find(std::string{column});
        constexpr double rounding = 1e-9;
        if (known != model.missing_shares.end() &&
            100 * (share - known->second) > points + rounding)
            throw error{failure_reason::bad_data,
                        "column '" + std::string{column} + "' has no value in " +
                            percent_text(share) + " of the rows, in " +
                            percent_text(known->second) +
                            " of those that the live model was trained on; repair what writes the "
                            "column, or allow data_checks::max_more_missing more points"};
    }
}

/// Throws `error` (`bad_data`) where a live model was trained on other columns than `shape` has.
inline void require_columns(schema const& shape, std::span<model_metadata const> live) {
    std::string const anew = "; undo that, or begin anew by moving the model's manifest away";
    for (auto const& model : live) {
        if (model.features.empty() || model.fingerprint == shape.fingerprint()) continue;
        for (auto const& column : model.features)
            if (std::ranges::find(shape.features, column, &feature_column::name) ==
                shape.features.end())
                throw error{failure_reason::bad_data, "the training data has no column '" + column +
                                                          "', which the live model reads" + anew};
        for (auto const& column : shape.features)
            if (std::ranges::find(model.features, column.name) == model.features.end())
                throw error{failure_reason::bad_data,
                            "the training data has the column '" + column.name +
                                "', which the live model does not know" + anew};
        throw error{failure_reason::bad_data,
                    "the columns of the training data have another order or other types than those "
                    "that the live model reads" + anew};
    }
}

/// Whether a live model learned from values of `column`.
[[nodiscard]] inline bool was_of_use(std::string const& column,
                                     std::span<model_metadata const> live) {
    return std::ranges::any_of(live, [&](model_metadata const& model) {
        auto const known = model.missing_shares.find(column);
        return known == model.missing_shares.end() || known->second < 1;
    });
}

/// Finds features that tell nothing, and refuses those that tell much less than they did. A
/// constant feature that a live model learned from is left as it is, since the live model is judged
/// on these rows too; a new model learns nothing from it either way.
inline void judge_columns(dataset_view rows, std::span<model_metadata const> live, double points,
                          data_findings& found) {
    std::size_t count = 0;
    auto const columns = look_at_columns(rows, found.faults, count);
    if (count < 2) return;
    bool any_varies = columns.empty();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto const& contents = columns[i];
        std::string const& name = rows.shape->features[i].name;
        double const share = static_cast<double>(contents.missing) / static_cast<double>(count);
        require_as_present(name, share, live, points);
        bool const constant = !contents.varies && contents.missing == 0;
        any_varies = any_varies || !(constant || contents.missing == count);
        if (contents.missing == count || (constant && !was_of_use(name, live)))
            found.useless.push_back(i);
        if (contents.missing == count)
            found.warnings.push_back("column '" + name + "' is empty; models do without it");
        else if (constant)
            found.warnings.push_back("column '" + name +
                                     "' has the same value in all rows; models do without it");
    }
    if (!any_varies)
        throw error{failure_reason::bad_data, "none of the " + std::to_string(columns.size()) +
                                                  " features has two different values in the " +
                                                  std::to_string(count) +
                                                  " usable rows, so there is nothing to learn from"};
}

}  // namespace retrain::detail
