#pragma once

#include <retrain/detail/class_index.hpp>
#include <retrain/detail/csv_cells.hpp>
#include <retrain/detail/csv_columns.hpp>
#include <retrain/detail/csv_text.hpp>
#include <retrain/source/csv_options.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retrain::detail {

/// Reads the label cell at `at` into `label`, nothing where it is empty, and returns its end.
inline char const* read_label(csv_scanner& scan, csv_column const& column, char const* at,
                              csv_options const& options, class_index& classes,
                              std::optional<std::uint32_t>& label) {
    csv_cell const cell = scan.cell(at);
    std::string_view const text = trimmed(cell.text);
    label.reset();
    if (text.empty()) return cell.end;
    label = classes.find(text);
    if (label) return cell.end;
    if (!options.classes.empty()) {
        std::string list;
        for (auto const& each : options.classes) list += joined(list.empty() ? "" : ", ", each);
        scan.refuse_cell(column.name, at,
                         joined("which is none of csv_options::classes: ", list));
    }
    if (!is_plain_text(text))
        scan.refuse_cell(column.name, at, "which is no UTF-8 text without control characters");
    if (classes.size() >= options.max_classes)
        scan.refuse_cell(column.name, at,
                         joined("one more than the ", options.max_classes,
                                " different labels that csv_options::max_classes allows; is it the "
                                "column of the labels?"));
    label = classes.add(text);
    return cell.end;
}

}  // namespace retrain::detail
