#pragma once

#include <retrain/core/model_alias.hpp>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace retrain {

/// How a person names a version of a model: by its number or by an alias. Both convert to it, so
/// `rollback("risk", why, 7)` and `rollback("risk", why, model_alias::previous)` are the same call.
class version_name {
   public:
    /// The version of that number; 0, which none has, is the previous one.
    constexpr version_name(std::uint64_t number) noexcept  // implicit
        : alias_{number == 0 ? std::optional{model_alias::previous} : std::nullopt},
          number_{number} {}
    constexpr version_name(model_alias alias) noexcept : alias_{alias} {}  // implicit

    /// The alias, if it is one.
    [[nodiscard]] constexpr std::optional<model_alias> alias() const noexcept { return alias_; }
    /// The number; 0 if it is an alias.
    [[nodiscard]] constexpr std::uint64_t number() const noexcept { return number_; }

    /// As `parse_version_name` reads it: "7" or "previous".
    [[nodiscard]] std::string text() const {
        return alias_ ? std::string{name(*alias_)} : std::to_string(number_);
    }

    friend constexpr bool operator==(version_name, version_name) = default;

   private:
    std::optional<model_alias> alias_{};
    std::uint64_t number_ = 0;
};

/// What `text` names: a number from 1 on in decimal digits, or an alias. Nothing for other texts.
[[nodiscard]] inline std::optional<version_name> parse_version_name(std::string_view text) noexcept {
    if (auto const alias = parse_model_alias(text)) return *alias;
    std::uint64_t number = 0;
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end || number == 0) return std::nullopt;
    return number;
}

}  // namespace retrain
