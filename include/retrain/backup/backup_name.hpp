#pragma once

#include <retrain/core/iso_time.hpp>
#include <retrain/core/time.hpp>

#include <algorithm>
#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace retrain::detail {

/// What tells the backups of one model apart: `{model}_{stamp}.{extension}`, then
/// `{model}_{stamp}_2.{extension}` and so on. Ordered by age.
struct backup_name {
    std::string stamp;          ///< YYYYMMDD_HHMMSS
    std::uint64_t number = 1;

    friend auto operator<=>(backup_name const&, backup_name const&) = default;

    /// The first name for a copy made at `instant`, in UTC.
    [[nodiscard]] static backup_name at(time_point instant) {
        std::string stamp = iso_time(instant);
        std::erase_if(stamp, [](char c) { return c == '-' || c == ':' || c == 'Z'; });
        std::ranges::replace(stamp, 'T', '_');
        return {std::move(stamp), 1};
    }

    [[nodiscard]] std::string file(std::string_view model, std::string_view extension) const {
        std::string text{model};
        text.append("_").append(stamp);
        if (number > 1) text.append("_").append(std::to_string(number));
        return text.append(".").append(extension);
    }

    /// Nothing unless `file` is exactly what a backup of this model is called: the backups of "risk"
    /// are not those of "risk_short".
    [[nodiscard]] static std::optional<backup_name> parse(std::string_view file,
                                                          std::string_view model,
                                                          std::string_view extension) {
        constexpr std::string_view form = "dddddddd_dddddd";
        auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (file.size() < model.size() + 1 + form.size()) return std::nullopt;
        std::string_view const stamp = file.substr(model.size() + 1, form.size());
        if (!std::ranges::equal(stamp, form, [&](char c, char wanted) {
                return wanted == 'd' ? is_digit(c) : c == wanted;
            }))
            return std::nullopt;
        backup_name name{std::string{stamp}, 1};
        std::string_view const rest = file.substr(model.size() + 1 + form.size());
        if (rest.starts_with('_'))
            std::from_chars(rest.data() + 1, rest.data() + rest.size(), name.number);
        if (name.file(model, extension) != file) return std::nullopt;
        return name;
    }
};

}  // namespace retrain::detail
