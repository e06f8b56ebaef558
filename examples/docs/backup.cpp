// The program that docs/backup.md shows.
//! [own]
#include <retrain/backup/timestamped_backup.hpp>

#include <string>
#include <utility>

namespace rt = retrain;

/// Copies of one model only: the others can be trained again within minutes.
class backup_of {
   public:
    using policy_role = rt::backup_role;

    explicit backup_of(std::string model) : model_{std::move(model)} {}

    [[nodiscard]] std::string preserve(rt::backup_request const& old) const {
        return old.name == model_ ? copies_.preserve(old) : std::string{};
    }

   private:
    std::string model_;
    rt::timestamped_backup<rt::keep_last<3>> copies_;
};
static_assert(rt::BackupPolicy<backup_of>);
//! [own]

#include <retrain/store/file_store.hpp>

#include <chrono>
#include <filesystem>
#include <vector>

int main() {
    auto const folder = std::filesystem::temp_directory_path() / "retrain-docs-backup";
    std::filesystem::remove_all(folder);
    std::vector<std::byte> const bytes(8, std::byte{1});
    rt::file_store store{folder};
    auto const copies = [&](char const* name) {
        auto const live = store.publish({.name = name, .extension = "bin", .live = bytes,
                                         .judge = {}, .metadata = {}, .expected_generation = 0});
        return backup_of{"verdict"}.preserve(
            {store.directory(), live.name, live.extension, live.champion,
             rt::time_point{std::chrono::sys_days{std::chrono::year{2020} / 3 / 2}}});
    };
    bool const right =
        copies("verdict") == folder / "backups" / "verdict_20200302_000000.bin" &&
        copies("timing").empty() && std::filesystem::exists(folder / "backups");
    std::filesystem::remove_all(folder);
    return right ? 0 : 1;
}
