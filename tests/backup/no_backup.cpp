#include <retrain/backup/no_backup.hpp>

#include <laws/backup.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <filesystem>
#include <type_traits>

using namespace retrain;

static_assert(BackupPolicy<no_backup> && std::is_empty_v<no_backup>);

TEST_CASE("no backup makes no copy and no folder", "[backup]") {
    testing::scratch_directory const scratch;
    no_backup policy;
    model_version const version{};
    std::string const name = "risk";
    std::string const extension = "txt";
    backup_request const request{scratch.path(), name, extension, version, time_point{}};
    CHECK(policy.preserve(request).empty());
    CHECK(laws::preserves(policy, request, "anything"));
    CHECK(std::filesystem::is_empty(scratch.path()));
}
