#include <retrain/backup/timestamped_backup.hpp>

#include <backup/live_file.hpp>
#include <laws/backup.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace retrain;
using namespace std::chrono_literals;
using testing::live_file;
using testing::read_file;
using testing::scratch_directory;
using testing::write_file;
namespace fs = std::filesystem;

static_assert(BackupPolicy<timestamped_backup<>>);
static_assert(BackupPolicy<timestamped_backup<keep_last<1>>>);

namespace {

constexpr auto noon = retrain::time_point{std::chrono::sys_days{std::chrono::year{2020} / 3 / 2}} +
                      12h;

std::set<std::string> copies_in(fs::path const& directory) {
    std::set<std::string> names;
    for (auto const& entry : fs::directory_iterator{directory / "backups"})
        if (auto const name = entry.path().filename().string(); name != ".lock") names.insert(name);
    return names;
}

std::string refusal_of(backup_request const& request) {
    try {
        (void)timestamped_backup{}.preserve(request);
    } catch (error const& refused) {
        CHECK(refused.why() == failure_reason::backup_failed);
        return refused.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a timestamped backup keeps the laws of backups", "[backup]") {
    scratch_directory const scratch;
    live_file const live{scratch.path()};
    timestamped_backup<> policy;
    CHECK(laws::preserves(policy, live.at(noon), live.content));
    CHECK(copies_in(scratch.path()).size() == 3);
}

TEST_CASE("a copy is named after its model and the time in UTC", "[backup]") {
    scratch_directory const scratch;
    live_file const live{scratch.path()};
    timestamped_backup<> const policy;
    CHECK(policy.preserve(live.at(noon)) == scratch / "backups/risk_20200302_120000.txt");
    CHECK(policy.preserve(live.at(noon + 1ns)) == scratch / "backups/risk_20200302_120000_2.txt");
    CHECK(policy.preserve(live.at(noon + 999ms)) == scratch / "backups/risk_20200302_120000_3.txt");
    CHECK(policy.preserve(live.at(noon + 1s)) == scratch / "backups/risk_20200302_120001.txt");
    CHECK(copies_in(scratch.path()).size() == 4);
}

TEST_CASE("a copy never replaces anything", "[backup]") {
    scratch_directory const scratch;
    live_file const live{scratch.path()};
    write_file(scratch / "precious", "precious");
    fs::create_directories(scratch / "backups");
    fs::create_symlink("../precious", scratch / "backups/risk_20200302_120000.txt");
    fs::create_directory(scratch / "backups/risk_20200302_120000_2.txt");
    CHECK(timestamped_backup{}.preserve(live.at(noon)) ==
          scratch / "backups/risk_20200302_120000_3.txt");
    CHECK(read_file(scratch / "precious") == "precious");
}

TEST_CASE("a backup that is switched off does nothing", "[backup]") {
    scratch_directory const scratch;
    live_file const live{scratch.path()};
    CHECK(timestamped_backup<>{false}.preserve(live.at(noon)).empty());
    CHECK_FALSE(fs::exists(scratch / "backups"));
    settings from;
    CHECK(timestamped_backup<>::from_settings(from).enabled());
    from.auto_backup = false;
    CHECK_FALSE(timestamped_backup<>::from_settings(from).enabled());
    CHECK(timestamped_backup<>::reads.front() == "auto_backup");
}

TEST_CASE("the latest copies are kept, by the time in their names", "[backup]") {
    scratch_directory const scratch;
    live_file const live{scratch.path()};
    timestamped_backup<keep_last<3>> const policy;
    for (int n = 0; n < 12; ++n) (void)policy.preserve(live.at(noon));
    CHECK(copies_in(scratch.path()) == std::set<std::string>{"risk_20200302_120000_10.txt",
                                                             "risk_20200302_120000_11.txt",
                                                             "risk_20200302_120000_12.txt"});
    for (int n = 1; n < 6; ++n) (void)policy.preserve(live.at(noon + n * 24h));
    CHECK(copies_in(scratch.path()) == std::set<std::string>{"risk_20200305_120000.txt",
                                                             "risk_20200306_120000.txt",
                                                             "risk_20200307_120000.txt"});
}

TEST_CASE("a clock that was ahead does not cost the new copies their places", "[backup]") {
    scratch_directory const scratch;
    live_file const live{scratch.path()};
    timestamped_backup<keep_last<2>> const policy;
    for (int n = 0; n < 3; ++n) (void)policy.preserve(live.at(noon + n * 24h + 24h * 365));
    CHECK(fs::exists(policy.preserve(live.at(noon))));
    auto const latest = policy.preserve(live.at(noon + 1h));
    CHECK(fs::exists(latest));
    CHECK(copies_in(scratch.path()) ==
          std::set<std::string>{"risk_20200302_120000.txt", "risk_20200302_130000.txt"});
}

TEST_CASE("only this model's copies are pruned", "[backup]") {
    scratch_directory const scratch;
    live_file live{scratch.path()};
    std::set<std::string> const others{
        "risk_short_20200101_000000.txt", "risk-20200101_000000.txt",
        "my_risk_20200101_000000.txt",    "risk_20200101_000000.ubj",
        "risk_20200101_000000.txt.bak",   "risk_20200101.txt",
        "risk_20200101_00000.txt",        "risk_20200101_000000_.txt",
        "risk_20200101_000000_1.txt",     "risk_20200101_000000_02.txt",
        "risk_20200101_000000_x.txt",     "risk_20200101_20200101_000000.txt",
        "risk_20200101_000000_20200101_000000.txt", "notes.txt", "risk_2020010x_000000.txt",
        "risk_20200101_000000_99999999999999999999999.txt"};
    for (auto const& name : others) write_file(scratch / "backups" / name, "precious");
    write_file(scratch / "backups/risk_20200101_000000.txt", "old");
    write_file(scratch / "backups/risk_20200101_000000_2.txt", "old");
    (void)timestamped_backup<keep_last<1>>{}.preserve(live.at(noon));
    auto expected = others;
    expected.insert("risk_20200302_120000.txt");
    CHECK(copies_in(scratch.path()) == expected);

    live.name = "risk_short";
    (void)timestamped_backup<keep_last<1>>{}.preserve(live.at(noon));
    expected.erase("risk_short_20200101_000000.txt");
    expected.insert("risk_short_20200302_120000.txt");
    CHECK(copies_in(scratch.path()) == expected);
}

TEST_CASE("a damaged live file is not copied", "[backup]") {
    scratch_directory const scratch;
    live_file const live{scratch.path()};
    auto const file = scratch / "versions/risk/7.txt";
    SECTION("a changed byte") { write_file(file, "the live m0del"); }
    SECTION("cut") { write_file(file, "the live"); }
    SECTION("missing") { fs::remove(file); }
    CHECK_THAT(refusal_of(live.at(noon)),
               ContainsSubstring("no backup of the model 'risk', so it was not replaced: '" +
                                 file.string()));
    CHECK_FALSE(fs::exists(scratch / "backups"));
}

TEST_CASE("a copy that can't be made is an error", "[backup]") {
    scratch_directory const scratch;
    live_file live{scratch.path()};
    SECTION("a file stands in the place of the folder") {
        write_file(scratch / "backups", "a file");
        CHECK_THAT(refusal_of(live.at(noon)), ContainsSubstring("Not a directory"));
        CHECK(read_file(scratch / "backups") == "a file");
    }
    SECTION("a name that leaves the folder") {
        live.name = "../risk";
        CHECK_THAT(refusal_of(live.at(noon)), ContainsSubstring("use letters, digits"));
        live.name = "risk";
        live.extension = "txt/../../x";
        CHECK_THAT(refusal_of(live.at(noon)), ContainsSubstring("use letters, digits"));
    }
    SECTION("a live file outside of the directory") {
        write_file(scratch / "models/x", "");
        live.directory = scratch / "models";
        live.version.live.file = "../versions/risk/7.txt";
        CHECK_THAT(refusal_of(live.at(noon)), ContainsSubstring("which is not in"));
    }
}

TEST_CASE("threads that back up in one second get copies of their own", "[backup]") {
    scratch_directory const scratch;
    live_file const live{scratch.path()};
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&] {
                for (int n = 0; n < 5; ++n)
                    (void)timestamped_backup<keep_last<100>>{}.preserve(live.at(noon));
            });
    }
    CHECK(copies_in(scratch.path()).size() == 20);
    for (auto const& name : copies_in(scratch.path()))
        CHECK(read_file(scratch / "backups" / name) == live.content);
}
