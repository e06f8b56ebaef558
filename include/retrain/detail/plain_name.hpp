#pragma once

#include <algorithm>
#include <string_view>

namespace retrain::detail {

/// Up to 100 letters, digits, `_` and `-`: a name that can't leave its directory, needs no quoting
/// and can't break a line.
[[nodiscard]] constexpr bool is_plain_name(std::string_view name) noexcept {
    return !name.empty() && name.size() <= 100 && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
}

}  // namespace retrain::detail
