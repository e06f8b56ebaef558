#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace retrain::detail {

/// Writes numbers as words, a space after each, so that `number_reader` reads the same numbers to
/// the last bit.
class number_writer {
   public:
    template <class... Numbers>
        requires(std::is_arithmetic_v<Numbers> && ...)
    void operator()(Numbers const&... numbers) {
        (write(numbers), ...);
    }

    /// A count that must not be read larger than `largest`.
    void within(std::uint64_t const& count, std::uint64_t) { write(count); }

    [[nodiscard]] std::string const& text() const noexcept { return text_; }

   private:
    template <class Number>
    void write(Number number) {
        char word[32];
        auto const end = std::to_chars(word, word + sizeof word, number).ptr;
        text_.append(word, end);
        text_.push_back(' ');
    }

    std::string text_;
};

/// Reads what a `number_writer` wrote, in the same order.
class number_reader {
   public:
    explicit number_reader(std::string_view text) noexcept : rest_{text} {}

    template <class... Numbers>
        requires(std::is_arithmetic_v<Numbers> && ...)
    void operator()(Numbers&... numbers) noexcept {
        (read(numbers), ...);
    }
    void within(std::uint64_t& count, std::uint64_t largest) noexcept {
        read(count);
        if (count <= largest) return;
        count = 0;
        ok_ = false;
    }

    /// All that was asked for was there, and none of it was NaN.
    [[nodiscard]] bool ok() const noexcept { return ok_; }
    [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

   private:
    template <class Number>
    void read(Number& number) noexcept {
        auto const end = rest_.find(' ');
        Number value{};
        auto const last = rest_.data() + (end == std::string_view::npos ? 0 : end);
        auto const [stop, failed] = std::from_chars(rest_.data(), last, value);
        ok_ = ok_ && end != std::string_view::npos && failed == std::errc{} && stop == last &&
              value == value;
        if (!ok_) return;
        number = value;
        rest_.remove_prefix(end + 1);
    }

    std::string_view rest_;
    bool ok_ = true;
};

}  // namespace retrain::detail
