#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/schema.hpp>
#include <retrain/detail/csv_cells.hpp>
#include <retrain/detail/first_of.hpp>
#include <retrain/source/csv_options.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain::detail {

/// What the cells of a column are for.
enum class csv_use : std::uint8_t {
    nothing,
    undecided,  ///< a feature of which no value was seen yet
    number,     ///< a feature, or
    boolean,    ///< one of True and False, or
    flag,       ///< one of True, False, 1 and 0, as a struct's `bool`
    auxiliary,
    label,
    weight,
    ticker,
    entry,
    exit,
};

struct csv_column {
    std::string name;
    csv_use use = csv_use::nothing;
    std::size_t index = 0;   ///< among the features or the auxiliary columns
    bool declared = false;   ///< a feature struct says what it holds
};

/// The columns of a file in their order, and where the next row begins.
struct csv_header {
    std::vector<csv_column> columns;
    char const* end = nullptr;

    /// The place of the column with this use, or the number of columns.
    [[nodiscard]] std::size_t find(csv_use use) const noexcept {
        return static_cast<std::size_t>(std::ranges::find(columns, use, &csv_column::use) -
                                        columns.begin());
    }
    [[nodiscard]] bool has(csv_use use) const noexcept { return find(use) < columns.size(); }
};

/// Reads the names in the first line, and skips the mark (BOM) that may stand before them.
[[nodiscard]] inline csv_header read_header(csv_scanner& scan, csv_text const& text,
                                            csv_options const& options) {
    char const* at = text.begin();
    if (std::string_view{text.begin(), text.end()}.starts_with(byte_order_mark))
        at += byte_order_mark.size();
    if (at == text.end()) scan.refuse(at, "no header; the first line names the columns");
    csv_header header;
    std::set<std::string_view> seen;
    for (char const* const first = at;; ++at) {
        csv_cell const cell = scan.cell(at);
        std::string_view const name = trimmed(cell.text);
        std::string const place = joined("column ", header.columns.size() + 1);
        if (name.empty()) scan.refuse(at, place + " has no name");
        if (!is_plain_text(name))
            scan.refuse(at, joined(place, " has the name ", in_quotes(name), ", which is no UTF-8 text"));
        if (header.columns.size() == options.max_columns)
            scan.refuse(at, joined("more than ", options.max_columns,
                                   " columns, the limit of csv_options::max_columns"));
        if (static_cast<std::size_t>(cell.end - first) > options.max_row_bytes)
            scan.refuse(at, joined("a header of more than ", options.max_row_bytes,
                                   " bytes, the limit of csv_options::max_row_bytes"));
        header.columns.push_back({std::string{name}});
        at = cell.end;
        if (*at != ',') break;
    }
    header.end = csv_scanner::next_row(at);
    for (auto const& column : header.columns)
        if (!seen.insert(column.name).second)
            scan.refuse(text.begin(), joined("two columns have the name ", in_quotes(column.name)));
    return header;
}

/// Says what each column is for, and fills the features and auxiliary columns of `shape`. Without
/// `wanted` every column that has no other use is a feature; with it those columns are, in its
/// order. Throws `error` (`bad_data`) where a column is missing or has two uses.
class csv_planner {
   public:
    csv_planner(std::string_view file, csv_header& header, csv_options const& options)
        : file_{file}, header_{header}, options_{options} {}

    void plan(std::span<feature_column const> wanted, schema& shape) {
        plan_roles();
        for (auto const& name : options_.auxiliary) {
            claim(name, csv_use::auxiliary, shape.auxiliary.size(),
                  "csv_options::auxiliary names it");
            shape.auxiliary.push_back(name);
        }
        if (wanted.empty())
            infer(shape);
        else
            take(wanted, shape);
    }

    /// The columns that `csv_options` takes for no features, but for those with a role, in the
    /// header's order; empty where a feature struct decides. Valid while the header lives.
    [[nodiscard]] std::vector<std::string_view> const& left_out() const noexcept {
        return left_out_;
    }

   private:
    void plan_roles() {
        claim(options_.label_column, csv_use::label, 0,
              "csv_options::label_column names it; " + columns());
        for (auto const& [name, use] : {std::pair{&options_.weight_column, csv_use::weight},
                                        {&options_.ticker_column, csv_use::ticker},
                                        {&options_.entry_column, csv_use::entry},
                                        {&options_.exit_column, csv_use::exit}})
            if (find(*name) != nullptr) claim(*name, use, 0, "");
        if (header_.has(csv_use::exit) && !header_.has(csv_use::entry))
            refuse(joined("the column ", in_quotes(options_.exit_column), " but none of the name ",
                          in_quotes(options_.entry_column),
                          ", so that label intervals have no beginning; name it in "
                          "csv_options::entry_column"));
    }

    /// What the header has, for a message.
    [[nodiscard]] std::string columns() const {
        std::vector<std::string> names;
        for (auto const& column : header_.columns) names.push_back(in_quotes(column.name));
        if (names.size() == 1)
            return "its only column is " + names.front() + ": separate cells with commas";
        return "it has " + first_of(names);
    }

    void infer(schema& shape) {
        for (auto& column : header_.columns) {
            if (column.use != csv_use::nothing) continue;
            if (std::ranges::count(options_.leakage, column.name) > 0 ||
                std::ranges::count(options_.metadata, column.name) > 0) {
                left_out_.push_back(column.name);
                continue;
            }
            column.use = csv_use::undecided;
            column.index = shape.features.size();
            shape.features.push_back({column.name});
        }
        if (shape.features.empty()) refuse("no column that could be a feature");
    }

    void take(std::span<feature_column const> wanted, schema& shape) {
        for (auto const& feature : wanted) {
            if (std::ranges::count(options_.leakage, feature.name) > 0)
                refuse(joined("the column ", in_quotes(feature.name),
                              " both as a member of the feature struct and in "
                              "csv_options::leakage; take it out of one of them"));
            claim(feature.name, feature.type == column_type::boolean ? csv_use::flag : csv_use::number,
                  shape.features.size(), "the feature struct names it")
                .declared = true;
            shape.features.push_back(feature);
        }
    }

    csv_column& claim(std::string_view name, csv_use use, std::size_t index,
                      std::string const& why) {
        csv_column* const column = find(name);
        if (column == nullptr) refuse(joined("no column ", in_quotes(name), ", though ", why));
        if (column->use != csv_use::nothing)
            refuse(joined("the column ", in_quotes(name),
                          " in two uses; a column that is a label, a weight, a ticker, an entry, an "
                          "exit or auxiliary can be nothing else"));
        column->use = use;
        column->index = index;
        return *column;
    }

    [[nodiscard]] csv_column* find(std::string_view name) noexcept {
        auto const found = std::ranges::find(header_.columns, name, &csv_column::name);
        return found == header_.columns.end() ? nullptr : &*found;
    }

    [[noreturn]] void refuse(std::string const& what) const {
        throw error{failure_reason::bad_data, joined(file_, ": the header has ", what)};
    }

    std::string_view file_;
    csv_header& header_;
    csv_options const& options_;
    std::vector<std::string_view> left_out_;
};

}  // namespace retrain::detail
