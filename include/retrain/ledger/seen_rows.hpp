#pragma once

#include <retrain/core/ledger_state.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

// The seen rows of a ledger as bytes: a mark, the version of the form, the number of rows, then key
// and contents of each, all little-endian. Their seal in the ledger is their checksum.
namespace retrain::detail {

inline constexpr std::array<char, 8> seen_mark{'r', 't', 's', 'e', 'e', 'n', '0', '1'};

inline void put_number(std::byte* to, std::uint64_t number) noexcept {
    for (int byte = 0; byte < 8; ++byte) to[byte] = static_cast<std::byte>(number >> (8 * byte));
}
[[nodiscard]] inline std::uint64_t get_number(std::byte const* from) noexcept {
    std::uint64_t number = 0;
    for (int byte = 0; byte < 8; ++byte)
        number |= static_cast<std::uint64_t>(from[byte]) << (8 * byte);
    return number;
}

/// 16 bytes, and 16 more for each row.
[[nodiscard]] inline std::vector<std::byte> seen_to_bytes(std::span<seen_row const> rows) {
    std::vector<std::byte> bytes(16 + 16 * rows.size());
    std::memcpy(bytes.data(), seen_mark.data(), seen_mark.size());
    put_number(bytes.data() + 8, rows.size());
    std::byte* to = bytes.data() + 16;
    for (auto const& row : rows) {
        put_number(to, row.key);
        put_number(to + 8, row.contents);
        to += 16;
    }
    return bytes;
}

/// The rows again; nothing where the bytes are of another form.
[[nodiscard]] inline std::optional<std::vector<seen_row>> seen_from_bytes(
    std::span<std::byte const> bytes) {
    if (bytes.size() < 16 || std::memcmp(bytes.data(), seen_mark.data(), seen_mark.size()) != 0 ||
        get_number(bytes.data() + 8) != (bytes.size() - 16) / 16 || bytes.size() % 16 != 0)
        return std::nullopt;
    std::vector<seen_row> rows(bytes.size() / 16 - 1);
    std::byte const* from = bytes.data() + 16;
    for (auto& row : rows) {
        row = {get_number(from), get_number(from + 8)};
        from += 16;
    }
    return rows;
}

}  // namespace retrain::detail
