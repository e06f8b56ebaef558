// The program that docs/backup.md shows.
//! [own]
#include <retrain/backup/concept.hpp>
#include <retrain/core/error.hpp>

#include <filesystem>
#include <system_error>

// One copy, called `{model}.before`: what was live before the latest publish.
struct one_copy {
    using policy_role = retrain::backup_role;

    std::string preserve(retrain::backup_request const& old) {
        auto const copy = old.directory / (old.name + ".before");
        std::error_code failed;
        std::filesystem::copy_file(old.directory / old.version.live.file, copy,
                                   std::filesystem::copy_options::overwrite_existing, failed);
        if (failed)
            throw retrain::error{retrain::failure_reason::backup_failed,
                                 "'" + copy.string() + "' can't be written: " + failed.message()};
        return copy.string();
    }
};
static_assert(retrain::BackupPolicy<one_copy>);
//! [own]

#include <fstream>

int main() {
    auto const folder = std::filesystem::temp_directory_path() / "retrain-docs-backup";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    std::ofstream{folder / "live.bin"} << "model";
    std::string const name = "verdict";
    std::string const extension = "bin";
    retrain::model_version version;
    version.live.file = "live.bin";
    auto const copy = one_copy{}.preserve({folder, name, extension, version, {}});
    bool const right = std::filesystem::file_size(copy) == 5;
    std::filesystem::remove_all(folder);
    return right ? 0 : 1;
}
