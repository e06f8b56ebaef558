#pragma once

#include <retrain/detail/printable.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace retrain::detail {

/// The text of a file, followed by newlines that belong to it no more: a reader may look some
/// bytes past the end, and a scan for a line's end always finds one.
class csv_text {
   public:
    static constexpr std::size_t padding = 64;

    /// `size` bytes that are still to be written. Throws `std::bad_alloc`.
    explicit csv_text(std::size_t size)
        : bytes_{std::make_unique_for_overwrite<char[]>(size + padding)}, size_{size} {
        std::memset(bytes_.get() + size, '\n', padding);
    }
    explicit csv_text(std::string_view text) : csv_text{text.size()} {
        std::ranges::copy(text, bytes_.get());
    }

    [[nodiscard]] char* begin() noexcept { return bytes_.get(); }
    [[nodiscard]] char const* begin() const noexcept { return bytes_.get(); }
    [[nodiscard]] char const* end() const noexcept { return begin() + size_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// Forgets all but the first `size` bytes.
    void truncate(std::size_t size) noexcept {
        size_ = std::min(size, size_);
        std::memset(bytes_.get() + size_, '\n', padding);
    }

   private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_;
};

[[nodiscard]] constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }

/// `text` without the blanks around it.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// `text` equals `lower_case`, which has no capital, but for the case of ASCII letters.
[[nodiscard]] constexpr bool equals_ignoring_case(std::string_view text,
                                                  std::string_view lower_case) noexcept {
    return std::ranges::equal(text, lower_case, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

/// `text` is text that records and manifests can hold: UTF-8 without control characters.
[[nodiscard]] constexpr bool is_plain_text(std::string_view text) noexcept {
    while (!text.empty()) {
        auto const [point, length] = decode_utf8(text);
        if (length == 0 || is_control(point)) return false;
        text.remove_prefix(length);
    }
    return true;
}

/// The texts and whole numbers of a message, one after the other.
template <class... Parts>
[[nodiscard]] std::string joined(Parts const&... parts) {
    std::string all;
    auto const append = [&]<class Part>(Part const& part) {
        if constexpr (std::integral<Part>)
            all += std::to_string(part);
        else
            all += part;
    };
    (append(parts), ...);
    return all;
}

/// `text` for a message: in quotes, printable, clipped to its first 48 bytes.
[[nodiscard]] inline std::string in_quotes(std::string_view text) {
    constexpr std::size_t most = 48;
    std::size_t length = std::min(most, text.size());
    auto const continues = [&](std::size_t at) { return (text[at] & 0xC0) == 0x80; };
    for (int back = 0; back < 3 && length < text.size() && continues(length); ++back) --length;
    return joined("'", printable(text.substr(0, length)), length < text.size() ? "...'" : "'");
}

}  // namespace retrain::detail
