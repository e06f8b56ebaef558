#pragma once

#include <retrain/core/error.hpp>
#include <retrain/detail/csv_text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace retrain::detail {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// One cell: its text without quotes, and where it ends, at a comma or at a line's end.
struct csv_cell {
    std::string_view text;
    char const* end = nullptr;
};

/// Whether a cell may end at `at`: at a comma, a newline, or a carriage return before a newline.
[[nodiscard]] inline bool ends_cell(char const* at) noexcept {
    return *at == ',' || *at == '\n' || (*at == '\r' && at[1] == '\n');
}

/// The end of a cell without quotes that begins at `from`, or the character in it that none has.
[[nodiscard]] inline char const* skip_plain(char const* from) noexcept {
    while (*from != ',' && *from != '\n' && *from != '"' && *from != '\r') ++from;
    return from;
}

/// Takes the text of one file apart as RFC 4180 has it. Throws `error` (`bad_data`) with file and
/// line for what is no CSV.
class csv_scanner {
   public:
    csv_scanner(std::string_view file, csv_text const& text) : file_{file}, text_{&text} {}

    [[nodiscard]] std::string_view file() const noexcept { return file_; }
    [[nodiscard]] char const* end() const noexcept { return text_->end(); }

    /// The cell that begins at `from`. Its text lives until the next call.
    [[nodiscard]] csv_cell cell(char const* from) {
        if (*from == '"') {
            met_quotes_ = true;
            return quoted_cell(from);
        }
        char const* const stop = skip_plain(from);
        if (*stop == '"')
            refuse(stop, "a quote within a cell that does not begin with one; put the whole cell in "
                         "quotes and double each quote in it");
        if (!ends_cell(stop))
            refuse(stop, "a carriage return without a newline; end lines with a newline, or with both");
        return {{from, stop}, stop};
    }

    /// Whether a cell was in quotes since the last call.
    [[nodiscard]] bool met_quotes() noexcept { return std::exchange(met_quotes_, false); }

    /// Where the next row begins after the one whose last cell ends at `stop`.
    [[nodiscard]] static char const* next_row(char const* stop) noexcept {
        return stop + (*stop == '\r' ? 2 : 1);
    }

    /// The first row from `from` on that is not an empty line; `end()` or more where there is none.
    [[nodiscard]] char const* skip_empty_lines(char const* from) const noexcept {
        while (from < end() && *from != ',' && ends_cell(from)) from = next_row(from);
        return from;
    }

    /// How many cells the row that begins at `from` has.
    [[nodiscard]] std::size_t count_cells(char const* from) {
        std::size_t count = 1;
        for (from = cell(from).end; *from == ','; from = cell(from + 1).end) ++count;
        return count;
    }

    /// Throws: `what` at the line of `at`.
    [[noreturn]] void refuse(char const* at, std::string const& what) const {
        auto const line = 1 + std::count(text_->begin(), std::min(at, text_->end()), '\n');
        throw error{failure_reason::bad_data, joined(file_, ":", line, ": ", what)};
    }

    /// Throws: `what`, of the cell that begins at `at` in the column `name`.
    [[noreturn]] void refuse_cell(std::string_view name, char const* at, std::string const& what) {
        std::string const content = in_quotes(cell(at).text);
        refuse(at, joined("column ", in_quotes(name), " holds ", content, ", ", what));
    }

   private:
    [[nodiscard]] csv_cell quoted_cell(char const* from) {
        char const* const begin = from + 1;
        char const* at = begin;
        unescaped_.clear();
        for (char const* part = begin;;) {
            auto const* quote =
                static_cast<char const*>(std::memchr(at, '"', static_cast<std::size_t>(end() - at)));
            if (quote == nullptr) refuse(from, "a quote that is never closed");
            if (quote[1] != '"') {
                if (!ends_cell(quote + 1))
                    refuse(quote, "text after the quote that closes a cell; double a quote that "
                                  "belongs to the cell");
                if (part == begin) return {{begin, quote}, quote + 1};
                unescaped_.append(part, quote);
                return {unescaped_, quote + 1};
            }
            unescaped_.append(part, quote + 1);
            at = part = quote + 2;
        }
    }

    std::string file_;
    csv_text const* text_;
    std::string unescaped_;
    bool met_quotes_ = false;
};

/// The text of the row that begins at `from`, with quotes only where a cell can't do without:
/// equal for equal cells, however they were written. Appended to `to`.
inline void append_canonical_row(csv_scanner& scan, char const* from, std::string& to) {
    for (;;) {
        csv_cell const cell = scan.cell(from);
        if (cell.text.find_first_of(",\"\r\n") == std::string_view::npos) {
            to += cell.text;
        } else {
            to += '"';
            for (char const c : cell.text) to.append(c == '"' ? 2 : 1, c);
            to += '"';
        }
        if (*cell.end != ',') return;
        to += ',';
        from = cell.end + 1;
    }
}

/// Where the last row ends that a newline outside of quotes ends; 0 where there is none. A quote
/// within a cell that does not begin with one opens nothing.
[[nodiscard]] inline std::size_t end_of_complete_rows(std::string_view text) noexcept {
    std::size_t complete = 0;
    for (std::size_t from = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;;) {
        // text[from] is outside of quotes.
        std::size_t open = text.find('"', from);
        while (open < text.size() && open != from && text[open - 1] != ',' && text[open - 1] != '\n')
            open = text.find('"', open + 1);
        open = std::min(open, text.size());
        std::size_t const newline = text.substr(from, open - from).rfind('\n');
        if (newline != std::string_view::npos) complete = from + newline + 1;
        std::size_t const close = open == text.size() ? open : text.find('"', open + 1);
        if (close >= text.size()) return complete;
        from = close + 1;
    }
}

}  // namespace retrain::detail
