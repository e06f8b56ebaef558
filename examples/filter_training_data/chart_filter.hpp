#pragma once

#include <retrain/core/error.hpp>
#include <retrain/detail/csv_cells.hpp>
#include <retrain/detail/csv_columns.hpp>
#include <retrain/detail/csv_number.hpp>
#include <retrain/detail/csv_rows.hpp>
#include <retrain/detail/csv_text.hpp>
#include <retrain/filter/chart_quality.hpp>

#include <range/v3/algorithm/count.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/filter.hpp>
#include <range/v3/view/join.hpp>
#include <range/v3/view/transform.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace filter_training_data {

/// The header lacks a column: what was asked of the program can't be done.
struct missing_column : retrain::error {
    explicit missing_column(std::string const& text)
        : error{retrain::failure_reason::bad_data, text} {}
};

/// A row as the file has it, line end included, and the first rule that its chart breaks.
struct judged_row {
    std::string_view text;
    retrain::chart_fault fault;
};

/// A CSV file whose rows were judged. Views into the text that it was made from.
struct judged_file {
    std::string_view header;  ///< with the mark before it and the line end, where there are any
    std::vector<judged_row> rows;

    [[nodiscard]] std::size_t count(retrain::chart_fault fault) const {
        return static_cast<std::size_t>(ranges::count(rows, fault, &judged_row::fault));
    }

    /// The header and the rows without fault, byte for byte and in their order.
    [[nodiscard]] std::string kept() const {
        auto const clean = [](judged_row const& row) {
            return row.fault == retrain::chart_fault::none;
        };
        return std::string{header} + (rows | ranges::views::filter(clean) |
                                      ranges::views::transform(&judged_row::text) |
                                      ranges::views::join | ranges::to<std::string>());
    }
};

/// Judges the rows of one file by their chart-quality columns.
class chart_filter {
   public:
    /// Reads the header. Throws `missing_column`, or `retrain::error` where the text is no CSV.
    chart_filter(std::string_view file, retrain::detail::csv_text const& text,
                 retrain::chart_quality const& quality)
        : text_{text}, scan_{file, text}, quality_{quality} {
        auto const header = retrain::detail::read_header(scan_, text, {});
        rows_begin_ = std::min(header.end, text.end());
        names_.reserve(header.columns.size());
        for (auto const& column : header.columns) names_.push_back(column.name);
        std::string missing;
        for (std::size_t i = 0; i < places_.size(); ++i) {
            auto const name = retrain::chart_measures::columns[i];
            places_[i] = static_cast<std::size_t>(std::ranges::find(names_, name) - names_.begin());
            if (places_[i] < names_.size()) continue;
            missing += (missing.empty() ? "'" : ", '") + std::string{name} + "'";
        }
        if (!missing.empty())
            throw missing_column{std::string{file} + " has no column " + missing +
                                 "; collect the training data with its chart-quality columns"};
    }

    /// Throws `retrain::error` (`bad_data`) with file, line, column and content where a row is no
    /// CSV, has a cell too many or too few, or a chart-quality cell that is neither a number nor
    /// missing. Linear in the size of the text.
    [[nodiscard]] judged_file judge() {
        judged_file file{{text_.begin(), rows_begin_}, {}};
        for (char const* at = scan_.skip_empty_lines(rows_begin_); at < text_.end();
             at = scan_.skip_empty_lines(at)) {
            auto const [end, fault] = judge_row(at);
            char const* const next =
                std::min(retrain::detail::csv_scanner::next_row(end), text_.end());
            file.rows.push_back({{at, next}, fault});
            at = next;
        }
        return file;
    }

   private:
    struct judgement {
        char const* end;  ///< of the row's last cell
        retrain::chart_fault fault;
    };

    [[nodiscard]] judgement judge_row(char const* begin) {
        std::array<float, 4> measures{};
        char const* at = begin;
        for (std::size_t column = 0;; ++column, ++at) {
            auto const cell = scan_.cell(at);
            auto const place = std::ranges::find(places_, column);
            if (place != places_.end())
                measures[static_cast<std::size_t>(place - places_.begin())] =
                    read(column, at, cell);
            at = cell.end;
            if (*at == ',' && column + 1 < names_.size()) continue;
            if (*at == ',' || column + 1 < names_.size())
                scan_.refuse(begin, std::to_string(scan_.count_cells(begin)) +
                                        " cells where the header has " +
                                        std::to_string(names_.size()) + " columns");
            auto const [gap_share, daily_range, extreme_share, chart_score] = measures;
            return {at, quality_.fault({gap_share, daily_range, extreme_share, chart_score})};
        }
    }

    /// The cell's number, NaN where it is missing.
    [[nodiscard]] float read(std::size_t column, char const* at,
                             retrain::detail::csv_cell const& cell) const {
        auto const text = retrain::detail::trimmed(cell.text);
        if (retrain::detail::is_missing(text)) return std::numeric_limits<float>::quiet_NaN();
        float value = 0;
        if (retrain::detail::read_number(text, value) != retrain::detail::number_status::number)
            scan_.refuse(at, "column '" + names_[column] + "' holds " +
                                 retrain::detail::in_quotes(text) +
                                 ", which is no number; leave the cell empty if it is not known");
        return value;
    }

    retrain::detail::csv_text const& text_;
    retrain::detail::csv_scanner scan_;
    retrain::chart_quality quality_;
    char const* rows_begin_ = nullptr;
    std::vector<std::string> names_;
    std::array<std::size_t, 4> places_{};  ///< of `chart_measures::columns`, in their order
};

}  // namespace filter_training_data
