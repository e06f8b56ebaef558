#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <unordered_map>
#include <vector>

// The hashes that tell rows apart. Ledgers keep them, so their values never change.
namespace retrain::detail {

/// Joins a word to a hash; each step can be undone, so that one word alone never collides.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t word) noexcept {
    constexpr std::uint64_t factor = 0x9E3779B97F4A7C15;
    word *= factor;
    word ^= word >> 32;
    return (std::rotl(hash, 27) ^ word) * 0xD6E8FEB86659FD93;
}

/// Spreads the last bits over all of them.
[[nodiscard]] constexpr std::uint64_t finish(std::uint64_t hash) noexcept {
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93;
    return hash ^ (hash >> 32);
}

/// Hash of `text`: words of eight characters, little end first, in two lanes.
[[nodiscard]] inline std::uint64_t hash_text(std::string_view text) noexcept {
    auto const word_at = [&](std::size_t from, std::size_t size) {
        std::uint64_t word = 0;
        if constexpr (std::endian::native == std::endian::little) {
            std::memcpy(&word, text.data() + from, size);
        } else {
            for (std::size_t i = 0; i < size; ++i)
                word |= std::uint64_t{static_cast<unsigned char>(text[from + i])} << (8 * i);
        }
        return word;
    };
    std::uint64_t even = text.size();
    std::uint64_t odd = 0;
    std::size_t at = 0;
    for (; at + 16 <= text.size(); at += 16) {
        even = mix(even, word_at(at, 8));
        odd = mix(odd, word_at(at + 8, 8));
    }
    for (; at < text.size(); at += 8)
        even = mix(even, word_at(at, std::min<std::size_t>(8, text.size() - at)));
    return finish(mix(even, odd));
}

/// Gives each row a key of its own: of rows with one key the first keeps it, the second gets a key
/// made of it and 1, and so on. Rows with other keys between them play no part. O(rows).
inline void make_unique(std::vector<std::uint64_t>& keys) {
    std::vector<std::size_t> places(std::bit_ceil(2 * keys.size() + 1));  // row + 1; 0 is free
    std::unordered_map<std::uint64_t, std::uint64_t> repeated;
    for (std::size_t row = 0; row < keys.size(); ++row) {
        std::size_t at = keys[row] & (places.size() - 1);
        while (places[at] != 0 && keys[places[at] - 1] != keys[row])
            at = (at + 1) & (places.size() - 1);
        if (places[at] == 0)
            places[at] = row + 1;
        else
            keys[row] = finish(mix(keys[row], ++repeated[keys[row]]));
    }
}

}  // namespace retrain::detail
