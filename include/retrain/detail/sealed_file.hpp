#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/detail/read_file.hpp>
#include <retrain/detail/sha256.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace retrain::detail {

/// The seal of `bytes` that are to stand in `file`.
[[nodiscard]] inline file_seal seal_of(std::string file, std::span<std::byte const> bytes) {
    return {std::move(file), bytes.size(), sha256(bytes)};
}

/// The path of a sealed file. Throws `error` (`corrupt_model`) where it would leave `directory`.
[[nodiscard]] inline std::filesystem::path sealed_path(std::filesystem::path const& directory,
                                                       file_seal const& seal) {
    std::filesystem::path const file{seal.file};
    bool const stays = file.is_relative() && file.has_filename() &&
                       seal.file.find('\0') == std::string::npos &&
                       std::ranges::none_of(file, [](auto const& part) { return part == ".."; });
    if (stays) return directory / file;
    throw error{failure_reason::corrupt_model,
                "a manifest names the file '" + seal.file + "', which is not in '" +
                    directory.string() + "'; restore the manifest"};
}

/// The bytes that `seal` stands for. Throws `error`: `corrupt_model` where the file is missing,
/// damaged or no file of the program's own, `store_failed` where it can't be read at present.
[[nodiscard]] inline std::vector<std::byte> read_sealed(std::filesystem::path const& directory,
                                                        file_seal const& seal) {
    auto const path = sealed_path(directory, seal);
    auto const corrupt = [&](std::string const& what) {
        return error{failure_reason::corrupt_model, "'" + path.string() + "' " + what};
    };
    std::optional<std::vector<std::byte>> bytes;
    try {
        bytes = read_file(path, seal.length);
    } catch (file_error const& refused) {
        if (refused.code() == EFBIG)
            throw corrupt("is longer than the " + std::to_string(seal.length) +
                          " bytes that its manifest names");
        if (refused.means_damage() || refused.code() == EIO)
            throw corrupt(std::string{"is no model file: "} + refused.what());
        throw;
    }
    if (!bytes) throw corrupt("is missing");
    if (bytes->size() != seal.length)
        throw corrupt("has " + std::to_string(bytes->size()) + " bytes, its manifest names " +
                      std::to_string(seal.length));
    if (sha256(*bytes) != seal.sha256)
        throw corrupt("does not have the SHA-256 that its manifest names");
    return std::move(*bytes);
}

}  // namespace retrain::detail
