#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/schema.hpp>
#include <retrain/detail/csv_cells.hpp>
#include <retrain/detail/csv_columns.hpp>
#include <retrain/detail/csv_file.hpp>
#include <retrain/detail/csv_rows.hpp>
#include <retrain/detail/csv_text.hpp>
#include <retrain/detail/first_of.hpp>
#include <retrain/source/csv_options.hpp>

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <string>
#include <string_view>

namespace retrain::detail {

/// The rows in `text`, the contents of `file`, which is named in messages only. `wanted` are the
/// features; empty: the header decides, and `left_out`, if given, gets the columns that
/// `csv_options` keeps from being features.
template <class Zone>
[[nodiscard]] dataset parse_csv(std::string_view file, csv_text const& text,
                                csv_options const& options, Zone const& zone,
                                std::span<feature_column const> wanted,
                                std::span<std::string const> known_classes,
                                std::string* left_out = nullptr) {
    dataset rows;
    csv_scanner scan{file, text};
    csv_header header = read_header(scan, text, options);
    csv_planner planner{file, header, options};
    planner.plan(wanted, rows.shape);
    if (left_out != nullptr) *left_out = first_of(planner.left_out(), 20);
    if (!header.has(csv_use::entry))
        rows.warnings.push_back(joined(file, ": no column ", in_quotes(options.entry_column),
                                       ": rows have no time, so the default gate can't compare a "
                                       "new model with the live one"));
    csv_row_reader reader{scan, header, options, zone, known_classes, rows};
    reader.read(header.end);
    if (rows.labels.empty())
        rows.warnings.push_back(joined(file, ": the file has a header and no rows"));
    return rows;
}

/// Reads `file` as it is now: see `csv_source`.
template <class Zone>
[[nodiscard]] dataset load_csv(std::string const& path, csv_options const& options,
                               Zone const& zone, std::span<feature_column const> wanted,
                               std::span<std::string const> known_classes,
                               std::string* left_out = nullptr) {
    csv_file const file{path};
    csv_text text = file.read(options.max_bytes);
    file.check(text);
    std::size_t const size = text.size();
    if (!file.rested()) {
        std::size_t const complete = end_of_complete_rows({text.begin(), text.end()});
        if (size - complete <= options.max_row_bytes) text.truncate(complete);
    }
    if (size > 0 && text.size() == 0)
        throw error{failure_reason::bad_data,
                    joined(path, ": the file is being written and has no complete line yet")};
    dataset rows;
    try {
        rows = parse_csv(path, text, options, zone, wanted, known_classes, left_out);
    } catch (std::bad_alloc const&) {
        throw error{failure_reason::bad_data,
                    joined(path, ": its rows need more memory than there is")};
    }
    if (text.size() < size)
        rows.warnings.push_back(joined(path, ": the last row has no end and the file was written "
                                             "less than 2 seconds ago; the row is left for the "
                                             "next load"));
    return rows;
}

}  // namespace retrain::detail
