#pragma once

#include <retrain/detail/words.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace retrain::detail {

/// Writes numbers as words: one half of what lets a detector name its members once, for both ways.
class number_writer {
   public:
    template <class... Numbers>
        requires(std::is_arithmetic_v<Numbers> && ...)
    void operator()(Numbers const&... numbers) {
        (words_.number(numbers), ...);
    }

    /// A count that must not be read larger than `largest`.
    void within(std::uint64_t const& count, std::uint64_t) { words_.number(count); }

    [[nodiscard]] std::string const& text() const noexcept { return words_.text(); }

   private:
    word_writer words_;
};

/// Reads what a `number_writer` wrote, in the same order.
class number_reader {
   public:
    explicit number_reader(std::string_view text) noexcept : words_{text} {}

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
    [[nodiscard]] std::string_view rest() const noexcept { return words_.rest(); }

   private:
    template <class Number>
    void read(Number& number) noexcept {
        if (!ok_) return;
        auto const value = words_.number<Number>();
        ok_ = value && *value == *value;
        if (ok_) number = *value;
    }

    word_reader words_;
    bool ok_ = true;
};

}  // namespace retrain::detail
