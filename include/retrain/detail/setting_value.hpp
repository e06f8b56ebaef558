#pragma once

#include <retrain/core/ranged.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

// How a setting of each type is described, written, and read from a text.
namespace retrain::detail {

template <class T>
concept SettingInteger =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> &&
    !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> && !std::same_as<T, char16_t> &&
    !std::same_as<T, char32_t>;
template <class T>
concept SettingNumber = SettingInteger<T> || std::same_as<T, float> || std::same_as<T, double>;

/// The text without the blanks around it, which the lines of a file of variables easily catch.
[[nodiscard]] constexpr std::string_view stripped(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\r\n";
    auto const begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// A type that a setting may have offers
///   `type()`     what it is called in a table: "whole number";
///   `range()`    what is allowed, where not every value is: "0 to 100";
///   `expected()` both, for a sentence: "a whole number from 0 to 100";
///   `write(v)`   a value as a text;
///   `read(text)` the value that the text stands for, or nothing.
template <class T>
struct setting_value;

template <class T>
concept SettingValue = requires(std::string_view text) {
    { setting_value<T>::read(text) } -> std::same_as<std::optional<T>>;
};

/// A number within `[smallest, largest]`, both of which are finite.
template <SettingNumber T>
struct number_setting {
    [[nodiscard]] static std::string type() {
        return SettingInteger<T> ? "whole number" : "number";
    }
    [[nodiscard]] static std::string write(T value) {
        char text[64];
        auto const [end, failed] = std::to_chars(text, text + sizeof text, value);
        return failed == std::errc{} ? std::string{text, end} : "?";
    }
    [[nodiscard]] static std::optional<T> read(std::string_view text) noexcept {
        text = stripped(text);
        T value{};
        auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
        if constexpr (std::floating_point<T>)
            if (!std::isfinite(value)) return std::nullopt;
        return value;
    }
};

template <SettingNumber T>
struct setting_value<T> : number_setting<T> {
    [[nodiscard]] static std::string range() {
        if constexpr (std::floating_point<T>)
            return {};
        else
            return number_setting<T>::write(std::numeric_limits<T>::min()) + " to " +
                   number_setting<T>::write(std::numeric_limits<T>::max());
    }
    [[nodiscard]] static std::string expected() {
        std::string text{"a "};
        text.append(number_setting<T>::type());
        return range().empty() ? text : text.append(" from ").append(range());
    }
};

template <SettingNumber T, auto Min, auto Max>
struct setting_value<ranged<T, Min, Max>> {
    using number = number_setting<T>;
    using value_type = ranged<T, Min, Max>;

    [[nodiscard]] static std::string type() { return number::type(); }
    [[nodiscard]] static std::string range() {
        return number::write(value_type::smallest) + " to " + number::write(value_type::largest);
    }
    [[nodiscard]] static std::string expected() {
        return std::string{"a "} + type() + " from " + range();
    }
    [[nodiscard]] static std::string write(value_type value) {
        return number::write(value.value());
    }
    [[nodiscard]] static std::optional<value_type> read(std::string_view text) {
        auto const value = number::read(text);
        if (!value || !value_type::contains(*value)) return std::nullopt;
        return value_type{*value};
    }
};

template <>
struct setting_value<bool> {
    [[nodiscard]] static std::string type() { return "true or false"; }
    [[nodiscard]] static std::string range() { return {}; }
    [[nodiscard]] static std::string expected() { return "true or false (or yes/no, on/off, 1/0)"; }
    [[nodiscard]] static std::string write(bool value) { return value ? "true" : "false"; }
    [[nodiscard]] static std::optional<bool> read(std::string_view text) noexcept {
        text = stripped(text);
        for (std::string_view const word : {"true", "yes", "on", "1"})
            if (equal_in_any_case(text, word)) return true;
        for (std::string_view const word : {"false", "no", "off", "0"})
            if (equal_in_any_case(text, word)) return false;
        return std::nullopt;
    }

   private:
    [[nodiscard]] static constexpr bool equal_in_any_case(std::string_view text,
                                                          std::string_view lower) noexcept {
        return std::ranges::equal(text, lower, {},
                                  [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    }
};

/// A text is taken as it is. None of ours has a control character on purpose.
template <>
struct setting_value<std::string> {
    [[nodiscard]] static std::string type() { return "text"; }
    [[nodiscard]] static std::string range() { return {}; }
    [[nodiscard]] static std::string expected() { return "a text without control characters"; }
    [[nodiscard]] static std::string write(std::string const& value) { return value; }
    [[nodiscard]] static std::optional<std::string> read(std::string_view text) {
        auto const is_control = [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; };
        if (std::ranges::any_of(text, is_control)) return std::nullopt;
        return std::string{text};
    }
};

template <>
struct setting_value<std::filesystem::path> : setting_value<std::string> {
    [[nodiscard]] static std::string type() { return "path"; }
    [[nodiscard]] static std::string expected() { return "a path without control characters"; }
    [[nodiscard]] static std::string write(std::filesystem::path const& value) {
        return value.string();
    }
    [[nodiscard]] static std::optional<std::filesystem::path> read(std::string_view text) {
        return setting_value<std::string>::read(text);
    }
};

}  // namespace retrain::detail
