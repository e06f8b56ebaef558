#pragma once

#include <retrain/core/error.hpp>

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <span>
#include <string>

namespace retrain::detail {

/// The SHA-256 of `bytes` as 64 lower-case hexadecimal digits (FIPS 180-4). O(bytes).
[[nodiscard]] inline std::string sha256(std::span<std::byte const> bytes) {
    std::array<unsigned char, 32> digest{};
    if (::EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, ::EVP_sha256(), nullptr) !=
        1)
        throw error{failure_reason::store_failed,
                    "OpenSSL refuses to compute a SHA-256; look at its configuration"};
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * digest.size());
    for (unsigned char const value : digest) {
        text += digits[value >> 4];
        text += digits[value & 15];
    }
    return text;
}

}  // namespace retrain::detail
