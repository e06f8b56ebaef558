#pragma once

#include <cstddef>
#include <span>
#include <string_view>

/// One function for each reader of bytes that may be hostile. Whatever the bytes are, it returns;
/// `must` ends the process where an answer of the library contradicts what it promises.
namespace retrain::fuzz {

using bytes = std::span<std::byte const>;

void csv(bytes input);
void settings_of(bytes input);
void documents(bytes input);
void cron_expression(bytes input);
void states(bytes input);
void model(bytes input);

void must(bool holds, char const* what) noexcept;

[[nodiscard]] inline std::string_view text_of(bytes input) noexcept {
    return {reinterpret_cast<char const*>(input.data()), input.size()};
}

/// Takes the first byte from `input`, 0 where there is none.
[[nodiscard]] inline unsigned take_byte(bytes& input) noexcept {
    if (input.empty()) return 0;
    auto const first = static_cast<unsigned char>(input.front());
    input = input.subspan(1);
    return first;
}

}  // namespace retrain::fuzz
