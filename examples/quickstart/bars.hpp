#pragma once

#include "date.hpp"

#include <retrain/core/error.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace quickstart {

/// One trading day. Prices in index points, volume in shares.
struct bar {
    std::chrono::sys_days date;
    double open;
    double high;
    double low;
    double close;
    double volume;
};

/// The daily bars of `path`, whose first line is
/// `date,open,high,low,close,adjclose,volume`; the adjusted close is not kept, for an index pays
/// nothing that could be adjusted for. Throws `retrain::error` (`source_missing`, or `bad_data`
/// with the line) where the file is not there, a cell is no number, a bar contradicts itself, or
/// a date does not come after the one before.
[[nodiscard]] inline std::vector<bar> read_bars(std::filesystem::path const& path) {
    using enum retrain::failure_reason;
    constexpr std::string_view header = "date,open,high,low,close,adjclose,volume";
    constexpr std::size_t columns = 7;

    std::ifstream file{path};
    if (!file)
        throw retrain::error{source_missing,
                             path.string() + " can't be opened; name the file of daily bars"};
    std::size_t line_number = 1;
    auto const refuse = [&](std::string_view content, std::string_view why) {
        throw retrain::error{bad_data, path.string()
                                           .append(", line ")
                                           .append(std::to_string(line_number))
                                           .append(": '")
                                           .append(content)
                                           .append("' ")
                                           .append(why)};
    };

    std::string line;
    if (!std::getline(file, line) || line != header)
        refuse(line, "is not the header 'date,open,high,low,close,adjclose,volume'");

    std::vector<bar> bars;
    while (std::getline(file, line)) {
        ++line_number;
        std::array<std::string_view, columns> cells;
        std::string_view rest = line;
        for (auto& cell : cells) {
            auto const comma = &cell == &cells.back() ? rest.size() : rest.find(',');
            if (comma == rest.npos) refuse(line, "has fewer than 7 cells");
            cell = rest.substr(0, comma);
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
        auto const number = [&](std::size_t column) {
            auto const cell = cells[column];
            double value{};
            auto const end = cell.data() + cell.size();
            auto const [stop, problem] = std::from_chars(cell.data(), end, value);
            if (problem != std::errc{} || stop != end) refuse(cell, "is not a number");
            return value;
        };
        auto const date = parse_date(cells[0]);
        if (!date) refuse(cells[0], "is not a date such as 2000-01-03");
        bar const day{*date, number(1), number(2), number(3), number(4), number(6)};
        // Written so that NaN fails it.
        if (!(day.low > 0 && day.low <= day.open && day.low <= day.close && day.open <= day.high &&
              day.close <= day.high && day.volume >= 0))
            refuse(line,
                   "is no bar: prices must be positive, open and close lie between low and high, "
                   "and the volume not be negative");
        if (!bars.empty() && day.date <= bars.back().date)
            refuse(cells[0], "does not come after the date of the line before");
        bars.push_back(day);
    }
    return bars;
}

/// Those of `bars` from the day `first` to the day `last`, each written as `2000-01-03`. Throws
/// `retrain::error` (`bad_parameter`) where one is no date.
[[nodiscard]] inline std::vector<bar> bars_between(std::vector<bar> bars, std::string_view first,
                                                   std::string_view last) {
    auto const day = [](std::string_view text) {
        auto const date = parse_date(text);
        if (!date)
            throw retrain::error{retrain::failure_reason::bad_parameter,
                                 "'" + std::string{text} + "' is not a date such as 2000-01-03"};
        return *date;
    };
    auto const from = day(first), until = day(last);
    std::erase_if(bars, [&](bar const& each) { return each.date < from || each.date > until; });
    return bars;
}

}  // namespace quickstart
