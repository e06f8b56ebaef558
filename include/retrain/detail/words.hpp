#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace retrain::detail {

/// Numbers and texts, one after another in one text: what `word_reader` reads back exactly, in no
/// locale's way. Each ends with a space.
class word_writer {
   public:
    word_writer& word(std::string_view text) {
        text_.append(text) += ' ';
        return *this;
    }
    template <class Number>
        requires(std::integral<Number> || std::floating_point<Number>)
    word_writer& number(Number value) {
        char digits[64];
        auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        return word({digits, static_cast<std::size_t>(end - digits)});
    }
    template <class Number>
    word_writer& numbers(std::vector<Number> const& values) {
        number(values.size());
        for (Number const value : values) number(value);
        return *this;
    }
    /// Any text, spaces included.
    word_writer& text(std::string_view value) { return number(value.size()).word(value); }

    [[nodiscard]] std::string const& text() const noexcept { return text_; }
    [[nodiscard]] std::string take() { return std::move(text_); }

   private:
    std::string text_;
};

/// Reads what a `word_writer` wrote. What it can't have written is answered with nothing, and
/// nothing is allocated for it.
class word_reader {
   public:
    explicit word_reader(std::string_view text) noexcept : rest_{text} {}

    [[nodiscard]] bool done() const noexcept { return rest_.empty(); }
    [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

    [[nodiscard]] std::optional<std::string_view> word() noexcept { return take(rest_.find(' ')); }

    template <class Number>
    [[nodiscard]] std::optional<Number> number() noexcept {
        auto const digits = word();
        Number value{};
        if (!digits) return std::nullopt;
        auto const last = digits->data() + digits->size();
        auto const [end, failed] = std::from_chars(digits->data(), last, value);
        if (failed != std::errc{} || end != last) return std::nullopt;
        return value;
    }
    template <class Number>
    [[nodiscard]] std::optional<std::vector<Number>> numbers() {
        auto const count = number<std::size_t>();
        if (!count || *count > rest_.size() / 2) return std::nullopt;
        std::vector<Number> values;
        values.reserve(*count);
        for (std::size_t i = 0; i < *count; ++i) {
            auto const value = number<Number>();
            if (!value) return std::nullopt;
            values.push_back(*value);
        }
        return values;
    }
    [[nodiscard]] std::optional<std::string_view> text() noexcept {
        auto const length = number<std::size_t>();
        if (!length || *length >= rest_.size() || rest_[*length] != ' ') return std::nullopt;
        return take(*length);
    }

   private:
    [[nodiscard]] std::optional<std::string_view> take(std::size_t length) noexcept {
        if (length == std::string_view::npos) return std::nullopt;
        auto const taken = rest_.substr(0, length);
        rest_.remove_prefix(length + 1);
        return taken;
    }

    std::string_view rest_;
};

}  // namespace retrain::detail
