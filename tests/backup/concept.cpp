#include <retrain/backup/concept.hpp>

#include <laws/backup.hpp>
#include <support/catch.hpp>

using namespace retrain;

namespace {

/// What the concept asks for, and nothing more.
struct archetype {
    using policy_role = backup_role;
    explicit archetype(int) {}
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    std::string preserve(backup_request const&) { return {}; }
};
static_assert(BackupPolicy<archetype> && backup_role::explain<archetype>());

struct without_role {
    std::string preserve(backup_request const&);
};
struct without_preserve {
    using policy_role = backup_role;
};
struct wants_to_change_it {
    using policy_role = backup_role;
    std::string preserve(backup_request&);
};
struct answers_a_path {
    using policy_role = backup_role;
    std::filesystem::path preserve(backup_request const&);
};
struct answers_nothing {
    using policy_role = backup_role;
    void preserve(backup_request const&);
};
static_assert(!BackupPolicy<without_role> && !BackupPolicy<without_preserve>);
static_assert(!BackupPolicy<wants_to_change_it> && !BackupPolicy<answers_a_path>);
static_assert(!BackupPolicy<answers_nothing> && !BackupPolicy<int>);

}  // namespace

TEST_CASE("a backup needs nothing beyond its concept", "[backup]") {
    archetype policy{0};
    model_version const version{};
    std::filesystem::path const directory;
    std::string const name = "risk";
    std::string const extension = "txt";
    CHECK(laws::preserves(policy, {directory, name, extension, version, time_point{}}, ""));
}
