#pragma once

#include <retrain/detail/csv_cells.hpp>
#include <retrain/detail/csv_columns.hpp>
#include <retrain/detail/csv_number.hpp>
#include <retrain/detail/csv_text.hpp>

#include <array>
#include <limits>
#include <optional>
#include <string_view>

// Each function reads one cell, that begins at `at`, and returns its end.
namespace retrain::detail {

/// Whether `text` is one of the spellings of a missing number or date.
[[nodiscard]] constexpr bool is_missing(std::string_view text) noexcept {
    constexpr std::array<std::string_view, 6> words{"nan", "na", "n/a", "nat", "null", "none"};
    if (text.empty()) return true;
    for (std::string_view const word : words)
        if (equals_ignoring_case(text, word)) return true;
    return false;
}

/// Whether `text` spells a truth value, and which.
[[nodiscard]] constexpr std::optional<bool> read_truth(std::string_view text) noexcept {
    if (equals_ignoring_case(text, "true")) return true;
    if (equals_ignoring_case(text, "false")) return false;
    return std::nullopt;
}

/// The number that `text` is, which the cell at `at` holds; throws if it is none.
[[nodiscard]] inline float number_in(csv_scanner& scan, csv_column const& column, char const* at,
                                     std::string_view text) {
    float value = 0;
    switch (read_number(text, value)) {
        case number_status::number: break;
        case number_status::infinite:
            scan.refuse_cell(column.name, at,
                             "which no float can hold; leave the cell empty if it is not known");
        case number_status::none: {
            bool const undeclared = column.use == csv_use::undecided ||
                                    column.use == csv_use::boolean ||
                                    (column.use == csv_use::number && !column.declared);
            scan.refuse_cell(column.name, at,
                             undeclared ? "which is no number and not True or False; correct it, or "
                                          "list the column in csv_options::metadata if it is no "
                                          "feature, or in csv_options::leakage if it is known only "
                                          "afterwards"
                                        : "which is no number and not True or False; correct it");
        }
    }
    return value;
}

/// The end of the cell if it is a number as most are written, else nothing.
[[nodiscard]] inline char const* read_plain_number(char const* at, float& value) noexcept {
    quick_number const number = read_quick_number(at);
    if (number.end == nullptr || !ends_cell(number.end)) return nullptr;
    value = number.value;
    return number.end;
}

/// A number, 1 or 0 for True or False, NaN where it is missing.
inline char const* read_any_number(csv_scanner& scan, csv_column const& column, char const* at,
                                   float& value) {
    if (char const* const end = read_plain_number(at, value)) return end;
    csv_cell const cell = scan.cell(at);
    std::string_view const text = trimmed(cell.text);
    if (is_missing(text))
        value = std::numeric_limits<float>::quiet_NaN();
    else if (auto const truth = read_truth(text))
        value = *truth ? 1.0f : 0.0f;
    else
        value = number_in(scan, column, at, text);
    return cell.end;
}

/// The same for a feature, of which all cells have one type. The first value decides which where it
/// is not yet decided.
inline char const* read_feature(csv_scanner& scan, csv_column& column, char const* at,
                                float& value) {
    if (column.use == csv_use::number)
        if (char const* const end = read_plain_number(at, value)) return end;
    csv_cell const cell = scan.cell(at);
    std::string_view const text = trimmed(cell.text);
    if (is_missing(text)) {
        value = std::numeric_limits<float>::quiet_NaN();
        return cell.end;
    }
    auto const truth = read_truth(text);
    if (column.use == csv_use::undecided)
        column.use = truth ? csv_use::boolean : csv_use::number;
    if (truth && column.use == csv_use::number)
        scan.refuse_cell(column.name, at,
                         column.declared
                             ? "but the feature struct says that it is a number"
                             : "but the cells before it are numbers; write the column one way");
    value = truth ? (*truth ? 1.0f : 0.0f) : number_in(scan, column, at, text);
    if (!truth && column.use == csv_use::boolean)
        scan.refuse_cell(column.name, at,
                         "but the cells before it are True or False; write the column one way");
    if (column.use == csv_use::flag && value != 0.0f && value != 1.0f)
        scan.refuse_cell(column.name, at,
                         "but the feature struct says that it is a bool: True, False, 1 or 0");
    return cell.end;
}

}  // namespace retrain::detail
