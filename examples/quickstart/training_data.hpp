#pragma once

#include "chart_quality.hpp"
#include "date.hpp"
#include "features.hpp"
#include "indicators.hpp"
#include "labels.hpp"

#include <retrain/core/schema.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/feature_struct.hpp>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quickstart {

/// One row of the training file: a day, what was known at its close, and what came of it.
struct training_row {
    std::chrono::sys_days entry;
    std::chrono::sys_days exit;
    verdict_features features;
    chart_quality chart;
    std::string_view label;

    /// The first instant at which the label is known: the midnight (UTC) after the exit day.
    [[nodiscard]] retrain::time_point known() const noexcept { return exit + std::chrono::days{1}; }
};

/// A row for each bar with complete features and a bar `holding_days` later, by entry.
[[nodiscard]] inline std::vector<training_row> training_rows(std::span<bar const> bars,
                                                             label_rule rule) {
    auto const features = indicators(bars);
    std::vector<training_row> rows;
    for (std::size_t i = bars_needed - 1; i + holding_days < bars.size(); ++i)
        rows.push_back({bars[i].date, bars[i + holding_days].date, features[i],
                        judge_chart(bars.first(i + 1)), label(rule, bars, i)});
    return rows;
}

/// The line of column names, ended by a newline. The members of `verdict_features` and
/// `chart_quality` name and order their columns.
[[nodiscard]] inline std::string csv_header() {
    std::string line = "ticker,entry_date,exit_date,";
    auto const append_names = [&](std::vector<retrain::feature_column> const& columns) {
        for (auto const& column : columns) line.append(column.name).append(",");
    };
    append_names(retrain::feature_columns<verdict_features>());
    append_names(retrain::feature_columns<chart_quality>());
    return line + "label\n";
}

/// The line of a row. Each number has the fewest digits that read back as the same number, so
/// that training reads exactly what serving computes; a missing value is an empty cell.
[[nodiscard]] inline std::string csv_line(training_row const& row,
                                          std::string_view ticker = "SPX") {
    std::string line{ticker};
    for (auto const day : {row.entry, row.exit}) line.append(",").append(iso_date(day));
    line += ',';
    auto const append_cell = [&](float value, retrain::column_type type) {
        char digits[64];
        if (type == retrain::column_type::boolean)
            line += value == 1 ? "True" : "False";
        else if (!std::isnan(value))
            line.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
        line += ',';
    };
    auto const append_members = [&]<class Struct>(Struct const& members) {
        static auto const columns = retrain::feature_columns<Struct>();
        auto const values = retrain::flatten(members);
        for (std::size_t i = 0; i < columns.size(); ++i) append_cell(values[i], columns[i].type);
    };
    append_members(row.features);
    append_members(row.chart);
    return line.append(row.label).append("\n");
}

}  // namespace quickstart
