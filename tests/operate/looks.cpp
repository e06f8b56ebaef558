#include "desk.hpp"

#include <retrain/detail/directory_lock.hpp>
#include <retrain/detail/sqlite_connection.hpp>
#include <retrain/detail/sqlite_statement.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>

using namespace retrain::testing;
namespace fs = std::filesystem;

TEST_CASE("status says what is live, what waits and what to do", "[operate]") {
    desk const at;
    auto const said = at.operate("status");
    CHECK(said.code == 0);
    CHECK(said.err.empty());
    CHECK_THAT(said.out,
               ContainsSubstring("live        nearest_centroid  version 2, generation 2"));
    CHECK_THAT(said.out, ContainsSubstring("by approval: looks right"));
    CHECK_THAT(said.out, ContainsSubstring("waits       nearest_centroid  candidate 3"));
    CHECK_THAT(said.out, ContainsSubstring("operate approve nearest_centroid --why TEXT"));
    CHECK_THAT(said.out, ContainsSubstring("run         none is going on"));

    auto const data = at.operate("--json", "status").json();
    CHECK(data["service"] == "desk");
    auto const& each = data["models"][0];
    CHECK(each["live"]["version"] == 2);
    CHECK(each["live"]["by_hand"] == "approval");
    CHECK(each["live"]["model"]["rows"] == 900);
    CHECK(each["waiting"]["candidate"] == 3);
    CHECK(each["waiting"]["state"] == "waiting");
    CHECK(each["pinned"].is_null());
    CHECK(data["running"] == false);
    CHECK(data["request"].is_null());
    CHECK(data["failures"]["in_a_row"] == 0);
    CHECK(data["look_at"][0]["wrong"] == false);
}

TEST_CASE("looking changes nothing", "[operate]") {
    desk const at;
    auto const files = [&] {
        std::string all;
        for (auto const& entry : fs::recursive_directory_iterator{at.models()})
            if (entry.is_regular_file())
                all += entry.path().string() + read_file(entry.path()) + '\n';
        return all;
    };
    auto const before = files();
    for (auto const* const command : {"status", "history", "verify", "versions"})
        CHECK(at.operate(command).code == 0);
    CHECK(files() == before);
}

TEST_CASE("status finds failed runs and a full disk wrong", "[operate]") {
    desk const at;
    auto const data = at.folder() / "data/ml_training_data.csv";
    fs::rename(data, at.folder() / "moved.csv");
    CHECK(at.operate("retrain", "--here", "--why", "a test").code == 1);
    auto const said = at.operate("--json", "status");
    CHECK(said.code == 1);
    CHECK(said.json()["failures"]["in_a_row"] == 1);
    CHECK(said.json()["look_at"].back()["wrong"] == true);
    CHECK(said.json()["request"]["not_before"].is_string());
    CHECK_THAT(at.operate("status").out, ContainsSubstring("wrong       the last run failed"));
    CHECK_THAT(at.operate("why").out, ContainsSubstring("source_missing"));

    desk const full;
    ::setenv("RETRAIN_MIN_FREE_DISK_MB", "1000000000", 1);
    CHECK(full.operate("status").code == 1);
    CHECK_THAT(full.operate("status").out, ContainsSubstring("too full for a run"));
    ::unsetenv("RETRAIN_MIN_FREE_DISK_MB");
}

TEST_CASE("a run of another process is seen, and not waited for", "[operate]") {
    desk const at;
    auto const lock = retrain::detail::directory_lock::try_acquire(at.models() / ".run.lock");
    REQUIRE(lock);
    CHECK_THAT(at.operate("status").out, ContainsSubstring("run         one is going on"));
    CHECK(at.operate("status", "--json").json()["running"] == true);
    auto const said = at.operate("retrain", "--here", "--why", "now", "--json");
    CHECK(said.code == 3);
    CHECK(said.json()["error"]["kind"] == "locked_elsewhere");
    CHECK_THAT(said.err, ContainsSubstring("another process is retraining this directory"));
}

TEST_CASE("why names the refusal, its end, the latest runs and what was skipped", "[operate]") {
    desk const at;
    {
        trader running{at.folder()};
        running.tell("batch 64");
        running.tell("live");
        running.await("serves version 2");
        CHECK(running.end() == 0);
    }
    auto const said = at.operate("why");
    CHECK(said.code == 0);
    CHECK_THAT(said.out,
               ContainsSubstring("an event would not lead to a run: interval_not_over, "));
    CHECK_THAT(said.out, ContainsSubstring(" of 24 hours (min_interval)"));
    CHECK_THAT(said.out, ContainsSubstring("that is over "));
    CHECK_THAT(said.out, ContainsSubstring("has a winner that waits, candidate 3"));
    CHECK_THAT(said.out,
               ContainsSubstring("promote: champion_below_floor, the live model does not beat"));
    CHECK_THAT(said.out, ContainsSubstring("1 time interval_not_over"));
    CHECK_THAT(said.out, ContainsSubstring("for analysis_completed (64)"));

    auto const data = at.operate("why", "--json").json();
    CHECK(data["now"]["ready"] == false);
    CHECK(data["now"]["why"] == "interval_not_over");
    CHECK(data["now"]["over_at"].is_string());
    CHECK(data["runs"][0]["models"][0]["verdict"]["decision"] == "promote");
    CHECK(data["skips"][0]["times"] == 1);
    CHECK(data["skips"][0]["because"] == "analysis_completed (64)");

    ::setenv("RETRAIN_MIN_INTERVAL_HOURS", "0", 1);
    CHECK(at.operate("why", "--json").json()["now"]["ready"] == true);
    CHECK_THAT(at.operate("why").out, ContainsSubstring("a run may begin"));
    ::unsetenv("RETRAIN_MIN_INTERVAL_HOURS");
}

TEST_CASE("history tells the latest runs and who was live then", "[operate]") {
    desk const at;
    auto const data = at.operate("history", "--json").json();
    REQUIRE(data["runs"].size() == 5);  // three runs and two approvals
    CHECK(data["runs"][0]["number"] == 3);
    CHECK(data["runs"][1]["by_hand"] == true);
    CHECK(data["runs"][1]["models"][0]["because"] == "looks right");
    CHECK(data["runs"][0]["rows"]["read"] == 1500);
    CHECK(at.operate("history", "--limit", "2", "--json").json()["runs"].size() == 2);
    CHECK_THAT(at.operate("history").out, ContainsSubstring("by hand  approval: looks right"));

    auto const first = data["runs"][3]["finished"].get<std::string>();
    CHECK(at.operate("history", "--at", "2019-06-01", "--json").json()["live"].empty());
    CHECK_THAT(at.operate("history", "--at", "2019-06-01").out,
               ContainsSubstring("nothing was live"));
    auto const later = at.operate("history", "--at", "2100-01-01T00:00:00Z", "--json").json();
    CHECK(later["live"][0]["generation"] == 2);
    CHECK(later["live"][0]["by_hand"] == "approval");
    CHECK_THAT(at.operate("history", "--at", "2100-01-01").out,
               ContainsSubstring("nearest_centroid  generation 2"));
}

TEST_CASE("versions lists what can be gone back to, and candidates", "[operate]") {
    desk const at;
    auto const data = at.operate("versions", "--json").json()["models"][0];
    REQUIRE(data["versions"].size() == 2);
    CHECK(data["versions"][0]["version"] == 2);
    CHECK(data["versions"][0]["alias"] == "champion");
    CHECK(data["versions"][1]["version"] == 1);
    CHECK(data["versions"][1]["alias"] == "previous");
    CHECK(data["candidates"][0]["candidate"] == 3);
    auto const said = at.operate("versions");
    CHECK(said.code == 0);
    CHECK_THAT(said.out, ContainsSubstring("version 2    champion  trained"));
    CHECK_THAT(said.out, ContainsSubstring("version 1    previous  trained"));
    CHECK_THAT(said.out, ContainsSubstring("candidate 3  waiting   trained"));
}

TEST_CASE("verify finds what is damaged and says what to do", "[operate]") {
    desk const at;
    auto const whole = at.operate("verify");
    CHECK(whole.code == 0);
    CHECK_THAT(whole.out, ContainsSubstring("in order    nothing was lost"));
    CHECK(at.operate("verify", "--json").json()["sound"] == true);

    auto const live = at.models() / "versions/nearest_centroid/2.centroids";
    auto text = read_file(live);
    text[text.size() / 2] = static_cast<char>(text[text.size() / 2] ^ 1);
    write_file(live, text);
    write_file(at.models() / ".nearest_centroid.json.tmp", "half");
    auto const said = at.operate("verify");
    CHECK(said.code == 1);
    CHECK_THAT(said.out,
               ContainsSubstring("damaged     " + live.string() + " does not have the SHA-256"));
    CHECK_THAT(said.out,
               ContainsSubstring(
                   "to do: restore it from a copy of the directory, or roll back to version 1"));
    CHECK_THAT(said.out, ContainsSubstring("unfinished  " + at.models().string()));
    CHECK_THAT(said.out, ContainsSubstring("wrong       1 file damaged or missing"));

    auto const data = at.operate("verify", "--json");
    CHECK(data.code == 1);
    CHECK(data.json()["sound"] == false);
    CHECK(data.json()["findings"][0]["fault"] == "damaged");
    CHECK(data.json()["findings"][0]["path"] == live.string());
    CHECK(data.json()["findings"][1]["fault"] == "unfinished");
}

TEST_CASE("verify names the backup that has the bytes of a version that was lost", "[operate]") {
    desk const at;
    auto const older = at.models() / "versions/nearest_centroid/1.centroids";
    fs::remove(older);
    auto const said = at.operate("verify", "--json").json();
    REQUIRE(said["findings"].size() == 1);
    auto const advice = said["findings"][0]["advice"].get<std::string>();
    REQUIRE(advice.starts_with("copy '"));
    fs::copy_file(advice.substr(6, advice.find('\'', 6) - 6), older);
    CHECK(at.operate("verify").code == 0);
}

TEST_CASE("verify looks at the ledger and the history, too", "[operate]") {
    desk const at;
    auto const file = GENERATE(std::string{"models/ledger.json"},
                               std::string{"logs/retraining_history.sqlite"}, std::string{"seen"});
    auto path = at.folder() / file;
    if (file == "seen")
        for (auto const& entry : fs::directory_iterator{at.models()})
            if (entry.path().extension() == ".seen") path = entry.path();
    CAPTURE(path);
    auto text = read_file(path);
    REQUIRE(text.size() > 40);
    for (std::size_t place = 20; place < text.size(); place += 7)
        text[place] = static_cast<char>(text[place] ^ 1);
    fs::remove(at.folder() / "logs/retraining_history.sqlite-wal");
    write_file(path, text);
    auto const said = at.operate("verify", "--json");
    CHECK(said.code == 1);
    REQUIRE(said.json()["findings"].size() == 1);
    CHECK(said.json()["findings"][0]["fault"] == "damaged");
}

TEST_CASE("verify has SQLite look at every page of the history", "[operate]") {
    desk const at;
    auto const file = at.folder() / "logs/retraining_history.sqlite";
    (void)at.operate("pause", "--why", "x");  // and SQLite moves its log into the file
    std::size_t index = 0;
    {
        retrain::detail::sqlite_connection const database{
            file, retrain::detail::sqlite_connection::access::read, std::chrono::seconds{1}};
        index = static_cast<std::size_t>(retrain::detail::sqlite_number(
            database, "SELECT rootpage FROM sqlite_schema WHERE name = 'run_finished'"));
    }
    for (auto const* const beside : {"-wal", "-shm"}) fs::remove(file.string() + beside);
    auto text = read_file(file);
    REQUIRE(text.size() >= index * 4096);
    // Entries of an index that no run is read by: its last bytes.
    for (std::size_t back = 1; back != 100; ++back)
        text[index * 4096 - back] = static_cast<char>(text[index * 4096 - back] ^ 1);
    write_file(file, text);
    CHECK(at.operate("history").code == 0);
    auto const said = at.operate("verify", "--json");
    CHECK(said.code == 1);
    REQUIRE(said.json()["findings"].size() == 1);
    CHECK(said.json()["findings"][0]["path"] == file.string());
}
