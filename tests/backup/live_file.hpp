#pragma once

#include <retrain/backup/concept.hpp>
#include <retrain/detail/sealed_file.hpp>

#include <support/scratch_directory.hpp>

#include <filesystem>
#include <span>
#include <string>

namespace retrain::testing {

/// A sealed file in `directory` that is about to be replaced.
struct live_file {
    std::filesystem::path directory;
    std::string name = "risk";
    std::string extension = "txt";
    std::string content = "the live model";
    model_version version{};

    explicit live_file(std::filesystem::path where) : directory{std::move(where)} {
        write_file(directory / "versions/risk/7.txt", content);
        version.live = detail::seal_of("versions/risk/7.txt", std::as_bytes(std::span{content}));
    }
    [[nodiscard]] backup_request at(time_point now) const {
        return {directory, name, extension, version, now};
    }
};

}  // namespace retrain::testing
