#pragma once

#include <retrain/detail/printable.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace operate {

/// `text` on one line, whatever it contains.
[[nodiscard]] inline std::string one_line(std::string_view text) {
    return retrain::detail::printable(text);
}

/// Text in two columns: what it is about, then a line or several.
class page {
   public:
    page& line(std::string_view label, std::string_view text) {
        text_.append(label);
        if (text.empty()) return end();
        text_.append(label.size() < indent ? indent - label.size() : 1, ' ').append(text);
        return end();
    }
    /// A further line of the second column.
    page& more(std::string_view text) { return line("", text); }
    page& gap() { return end(); }

    /// Rows in aligned columns, the first beginning with `label`.
    page& table(std::string_view label, std::vector<std::vector<std::string>> const& rows) {
        std::vector<std::size_t> widths;
        for (auto const& row : rows) {
            widths.resize(std::max(widths.size(), row.size()));
            for (std::size_t i = 0; i < row.size(); ++i)
                widths[i] = std::max(widths[i], width(row[i]));
        }
        for (auto const& row : rows) {
            std::string text;
            for (std::size_t i = 0; i < row.size(); ++i) {
                text += row[i];
                if (i + 1 < row.size()) text.append(widths[i] - width(row[i]) + 2, ' ');
            }
            text.erase(text.find_last_not_of(' ') + 1);
            line(std::exchange(label, ""), text);
        }
        return *this;
    }

    [[nodiscard]] std::string const& text() const noexcept { return text_; }

   private:
    static constexpr std::size_t indent = 12;

    /// Code points, which is columns for most scripts.
    [[nodiscard]] static std::size_t width(std::string_view text) noexcept {
        return static_cast<std::size_t>(std::ranges::count_if(
            text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; }));
    }
    page& end() {
        text_ += '\n';
        return *this;
    }

    std::string text_;
};

}  // namespace operate
