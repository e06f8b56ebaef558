#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/time.hpp>
#include <retrain/detail/class_index.hpp>
#include <retrain/detail/csv_cells.hpp>
#include <retrain/detail/csv_columns.hpp>
#include <retrain/detail/csv_date.hpp>
#include <retrain/detail/csv_labels.hpp>
#include <retrain/detail/csv_number_run.hpp>
#include <retrain/detail/csv_number_ssse3.hpp>
#include <retrain/detail/csv_text.hpp>
#include <retrain/detail/csv_values.hpp>
#include <retrain/detail/row_hash.hpp>
#include <retrain/source/csv_options.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace retrain::detail {

/// The quickest way to read numbers that this processor knows.
[[nodiscard]] inline auto best_number_run() noexcept {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("ssse3")) return &read_number_run_ssse3;
#endif
    return &read_number_run;
}

/// Reads the rows of one text into a data set. `Zone` is a `time_zone`, or offers its functions.
template <class Zone>
class csv_row_reader {
   public:
    csv_row_reader(csv_scanner& scan, csv_header& header, csv_options const& options,
                   Zone const& zone, std::span<std::string const> known_classes, dataset& to)
        : scan_{scan},
          columns_{header.columns},
          options_{options},
          zone_{zone},
          to_{to},
          has_entry_{header.has(csv_use::entry)},
          has_exit_{header.has(csv_use::exit)},
          has_ticker_{header.has(csv_use::ticker)},
          classes_{known_classes, options.classes},
          features_(to.shape.features.size()),
          auxiliary_(to.shape.auxiliary.size()) {}

    /// Reads all rows from `from` on, and says in the schema what was found.
    void read(char const* from) {
        char const* const first = scan_.skip_empty_lines(from);
        for (char const* at = first; at < scan_.end(); at = scan_.skip_empty_lines(at)) {
            if (to_.labels.size() == options_.max_rows)
                scan_.refuse(at, joined("more than ", options_.max_rows,
                                        " rows, the limit of csv_options::max_rows"));
            char const* const end = read_row(at);
            append_row(at, end);
            if (at == first) reserve(first, end);
            at = csv_scanner::next_row(end);
        }
        make_unique(to_.keys);
        for (csv_column const& column : columns_)
            if (column.use == csv_use::boolean)
                to_.shape.features[column.index].type = column_type::boolean;
        to_.shape.classes = std::move(classes_).take();
    }

   private:
    /// A cell of the row that is read, for a message about it.
    struct place {
        csv_column const* column = nullptr;
        char const* at = nullptr;
    };

    /// Reads the cells of the row at `at`; the end of its last cell.
    char const* read_row(char const* at) {
        char const* const begin = at;
        csv_column* column = columns_.data();
        csv_column* const last = column + columns_.size() - 1;
        for (;; ++column, ++at) {
            number_run const run = read_numbers_({at, column}, last, features_.data());
            at = run.at;
            column += run.column - column;
            at = read_cell(*column, at);
            if (*at != ',' || column == last) break;
        }
        if (*at == ',' || column != last)
            scan_.refuse(begin, joined(scan_.count_cells(begin), " cells where the header has ",
                                       columns_.size(), " columns"));
        if (static_cast<std::size_t>(at - begin) > options_.max_row_bytes)
            scan_.refuse(begin, joined("a row of ", at - begin,
                                       " bytes, beyond the limit of csv_options::max_row_bytes; is a "
                                       "quote left open?"));
        return at;
    }

    char const* read_cell(csv_column& column, char const* at) {
        switch (column.use) {
            case csv_use::nothing: return scan_.cell(at).end;
            case csv_use::undecided:
            case csv_use::number:
            case csv_use::boolean:
            case csv_use::flag: return read_feature(scan_, column, at, features_[column.index]);
            case csv_use::auxiliary:
                return read_any_number(scan_, column, at, auxiliary_[column.index]);
            case csv_use::label:
                label_place_ = {&column, at};
                return read_label(scan_, column, at, options_, classes_, label_);
            case csv_use::weight: return read_weight(column, at);
            case csv_use::ticker: {
                csv_cell const cell = scan_.cell(at);
                read_ticker(trimmed(cell.text));
                return cell.end;
            }
            case csv_use::entry:
                entry_place_ = {&column, at};
                return read_date_cell(column, at, entry_);
            case csv_use::exit:
                exit_place_ = {&column, at};
                return read_date_cell(column, at, exit_);
        }
        return at;
    }

    void read_ticker(std::string_view name) {
        auto const ticker = hash_text(name);
        bool const as_before = ticker == ticker_ && !named_.empty();
        ticker_ = ticker;
        if (!as_before && named_.insert(ticker).second)
            to_.ticker_names.push_back({ticker, std::string{name}});
    }

    char const* read_weight(csv_column const& column, char const* at) {
        char const* const end = read_any_number(scan_, column, at, weight_);
        if (weight_ < 0) scan_.refuse_cell(column.name, at, "but a weight can't be negative");
        if (!(weight_ >= 0)) weight_ = 1;
        return end;
    }

    char const* read_date_cell(csv_column const& column, char const* at,
                               std::optional<csv_date>& date) {
        constexpr std::size_t plain = 10;  // YYYY-MM-DD
        if (at[4] == '-' && ends_cell(at + plain) && (date = read_date({at, plain})))
            return at + plain;
        csv_cell const cell = scan_.cell(at);
        std::string_view const text = trimmed(cell.text);
        date = read_date(text);
        if (!date && !is_missing(text))
            scan_.refuse_cell(column.name, at,
                              "which is no date from 1678 to 2261; write YYYY-MM-DD or "
                              "YYYY-MM-DDTHH:MM:SS, the latter with Z or an offset such as +05:30 "
                              "where it is not local time");
        return cell.end;
    }

    /// Adds the row that was read, from `begin` to `end`.
    void append_row(char const* begin, char const* end) {
        label_interval const interval = interval_of_row();
        if (!label_ && interval.known != time_point::max())
            scan_.refuse_cell(label_place_.column->name, label_place_.at,
                              has_exit_ ? joined("though the outcome is known; leave ",
                                                 in_quotes(options_.exit_column),
                                                 " empty, too, until it is")
                                        : "but each row needs its label");
        to_.features.insert(to_.features.end(), features_.begin(), features_.end());
        to_.auxiliary.insert(to_.auxiliary.end(), auxiliary_.begin(), auxiliary_.end());
        to_.labels.push_back(label_.value_or(0));
        to_.weights.push_back(weight_);
        to_.entry.push_back(interval.entry);
        to_.exit.push_back(interval.exit);
        to_.known.push_back(interval.known);
        std::uint64_t const contents = hash_row(begin, end);
        to_.contents.push_back(contents);
        auto const entry = static_cast<std::uint64_t>(interval.entry.time_since_epoch().count());
        to_.keys.push_back(has_entry_ ? finish(mix(ticker_, entry)) : contents);
        if (has_ticker_) to_.tickers.push_back(ticker_);
    }

    [[nodiscard]] label_interval interval_of_row() {
        if (!has_entry_) {
            time_point const numbered{std::chrono::seconds{to_.labels.size()}};
            return {numbered, numbered, not_yet};
        }
        if (!entry_)
            scan_.refuse_cell(entry_place_.column->name, entry_place_.at,
                              "but each row needs its entry");
        label_interval const made = make_label_interval(*entry_, has_exit_ ? exit_ : entry_, zone_);
        if (made.exit < made.entry)
            scan_.refuse_cell(exit_place_.column->name, exit_place_.at,
                              joined("which is before the row's ", in_quotes(options_.entry_column)));
        return made;
    }

    /// Rows with the same cells have the same hash, whether they are in quotes or not.
    [[nodiscard]] std::uint64_t hash_row(char const* begin, char const* end) {
        if (!scan_.met_quotes()) return hash_text({begin, end});
        canonical_.clear();
        append_canonical_row(scan_, begin, canonical_);
        (void)scan_.met_quotes();
        return hash_text(canonical_);
    }

    /// Makes room for the rest of the file if its rows are about as long as the first.
    void reserve(char const* begin, char const* end) {
        auto const rest = static_cast<std::size_t>(scan_.end() - std::min(end, scan_.end()));
        std::size_t const rows =
            std::min(rest / static_cast<std::size_t>(end - begin + 1) + 64, options_.max_rows);
        to_.features.reserve(rows * features_.size());
        to_.auxiliary.reserve(rows * auxiliary_.size());
        to_.labels.reserve(rows);
        to_.weights.reserve(rows);
        for (auto* const points : {&to_.entry, &to_.exit, &to_.known}) points->reserve(rows);
        for (auto* const hashes : {&to_.keys, &to_.contents}) hashes->reserve(rows);
    }

    csv_scanner& scan_;
    std::vector<csv_column>& columns_;
    csv_options const& options_;
    Zone const& zone_;
    dataset& to_;
    bool has_entry_;
    bool has_exit_;
    bool has_ticker_;
    class_index classes_;
    decltype(&read_number_run) read_numbers_ = best_number_run();

    std::vector<float> features_;  // of the row that is read, as all that follows
    std::vector<float> auxiliary_;
    std::optional<std::uint32_t> label_{};
    float weight_ = 1;
    std::uint64_t ticker_ = 0;
    std::unordered_set<std::uint64_t> named_{};  // tickers whose names were kept
    std::optional<csv_date> entry_{};
    std::optional<csv_date> exit_{};
    place label_place_{};
    place entry_place_{};
    place exit_place_{};
    std::string canonical_;
};

}  // namespace retrain::detail
