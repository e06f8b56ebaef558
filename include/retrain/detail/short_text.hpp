#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace retrain::detail {

/// A text of at most `Capacity` characters that a program puts together while compiling and keeps
/// in a constant, for names that need static storage.
template <std::size_t Capacity>
class short_text {
   public:
    constexpr short_text(std::string_view text) { *this << text; }  // implicit

    constexpr short_text& operator<<(std::string_view text) {
        std::ranges::copy(text, characters_.begin() + static_cast<std::ptrdiff_t>(size_));
        size_ += text.size();
        return *this;
    }
    /// `number`, which is not negative, with zeros in front up to `width` digits.
    constexpr short_text& put(std::int64_t number, std::size_t width = 1) {
        if (number >= 10 || width > 1) put(number / 10, width > 1 ? width - 1 : 1);
        characters_[size_++] = static_cast<char>('0' + number % 10);
        return *this;
    }

    [[nodiscard]] constexpr std::string_view view() const noexcept {
        return {characters_.data(), size_};
    }

   private:
    std::array<char, Capacity> characters_{};
    std::size_t size_ = 0;
};

}  // namespace retrain::detail
