#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace retrain {

/// A string literal that can be a template argument: `basic_random_forest<"verdict">`.
template <std::size_t Size>
struct fixed_string {
    char characters[Size]{};

    consteval fixed_string(char const (&literal)[Size]) noexcept {  // implicit: a literal is one
        std::copy_n(literal, Size, characters);
    }

    [[nodiscard]] constexpr std::string_view view() const noexcept {
        return {characters, Size - 1};
    }
    constexpr operator std::string_view() const noexcept { return view(); }  // implicit
};

}  // namespace retrain
