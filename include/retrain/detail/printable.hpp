#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace retrain::detail {

/// A code point and how many bytes it took; `length` is 0 where the bytes are not UTF-8.
struct decoded {
    char32_t point = 0;
    std::size_t length = 0;
};

/// The first code point of `text`, which is not empty. Overlong forms, surrogates and what is
/// beyond U+10FFFF are not UTF-8.
[[nodiscard]] constexpr decoded decode_utf8(std::string_view text) noexcept {
    auto const lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1};
    std::size_t const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {};
    char32_t point = lead & (0x7fU >> length);
    for (char const c : text.substr(1, length - 1)) {
        auto const byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0U) != 0x80) return {};
        point = (point << 6U) | (byte & 0x3fU);
    }
    constexpr char32_t smallest[]{0x80, 0x800, 0x10000};
    if (point < smallest[length - 2] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
        return {};
    return {point, length};
}

/// Shown as it is, `point` could end a line, move a cursor or reorder what is read.
[[nodiscard]] constexpr bool is_control(char32_t point) noexcept {
    return point < 0x20 || (point >= 0x7f && point < 0xa0) ||
           (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

/// `text` as part of one line that can't be mistaken for another: control characters become
/// `\n`, `\t`, `\r`, `\x1b` or `\u2028`, bytes that are not UTF-8 become `\xff`, and a backslash
/// is doubled, so that no two texts look alike.
[[nodiscard]] constexpr std::string printable(std::string_view text) {
    std::string line;
    line.reserve(text.size());
    auto const escape = [&line](char letter, unsigned value, unsigned digits) {
        line.push_back('\\');
        line.push_back(letter);
        while (digits-- != 0) line.push_back("0123456789abcdef"[(value >> (4 * digits)) & 0xfU]);
    };
    while (!text.empty()) {
        auto const [point, length] = decode_utf8(text);
        if (length == 0)
            escape('x', static_cast<unsigned char>(text.front()), 2);
        else if (point == '\n' || point == '\r' || point == '\t' || point == '\\')
            escape(point == '\n' ? 'n' : point == '\r' ? 'r' : point == '\t' ? 't' : '\\', 0, 0);
        else if (is_control(point))
            escape(point < 0x80 ? 'x' : 'u', point, point < 0x80 ? 2 : 4);
        else
            line.append(text.substr(0, length));
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return line;
}

}  // namespace retrain::detail
