#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retrain {

enum class column_type : std::uint8_t { number, boolean };

/// One feature: what the model is told about a row.
struct feature_column {
    std::string name;
    column_type type = column_type::number;

    friend bool operator==(feature_column const&, feature_column const&) = default;
};

namespace detail {
/// FNV-1a, 64 bits, continued from `hash`.
[[nodiscard]] constexpr std::uint64_t fnv1a(std::string_view text, std::uint64_t hash) noexcept {
    for (char const c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x00000100000001b3;
    }
    return hash;
}
inline constexpr std::uint64_t fnv1a_offset = 0xcbf29ce484222325;

/// Continues a fingerprint with one more column.
[[nodiscard]] constexpr std::uint64_t add_column(std::uint64_t fingerprint, std::string_view name,
                                                 column_type type) noexcept {
    fingerprint = fnv1a(name, fingerprint);
    return fnv1a(type == column_type::boolean ? "\nboolean\n" : "\nnumber\n", fingerprint);
}
}  // namespace detail

/// The shape of the training data: the features in the order in which a model reads them, and the
/// classes in the order of their label indices. Indices of classes are append-only.
struct schema {
    std::vector<feature_column> features;
    std::vector<std::string> classes;
    std::vector<std::string> auxiliary;  ///< numeric columns kept beside the features

    /// FNV-1a (64 bits) of the features' names, types and order. Two data sets with equal
    /// fingerprints can be read by the same model.
    [[nodiscard]] constexpr std::uint64_t fingerprint() const noexcept {
        std::uint64_t hash = detail::fnv1a_offset;
        for (auto const& column : features) hash = detail::add_column(hash, column.name, column.type);
        return hash;
    }

    friend bool operator==(schema const&, schema const&) = default;
};

}  // namespace retrain
