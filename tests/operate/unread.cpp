// What is told of a service whose history can't be read.
#include "desk.hpp"

#include <retrain/detail/sqlite_connection.hpp>
#include <retrain/history/sqlite_schema.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

using namespace retrain::testing;
namespace fs = std::filesystem;

namespace {

fs::path history_of(desk const& at) { return at.folder() / "logs/retraining_history.sqlite"; }

/// Everything but the history is told as ever.
void check_the_rest(ended const& text, ended const& data) {
    CHECK(text.err.empty());
    CHECK_THAT(text.out,
               ContainsSubstring("live        nearest_centroid  version 2, generation 2"));
    CHECK_THAT(text.out, ContainsSubstring("run         none is going on"));
    CHECK_THAT(text.out, ContainsSubstring("candidate 3 of nearest_centroid waits"));
    auto const said = data.json();
    CHECK(said["models"][0]["live"]["version"] == 2);
    CHECK(said["models"][0]["live"]["since"].is_null());
    CHECK(said["failures"]["in_a_row"] == 0);
    CHECK(said["disk"]["free"].is_number());
}

/// A history as the library before this one left it.
void write_earlier_history(fs::path const& file) {
    using retrain::sqlite_schema;
    write_file(file, "");
    retrain::detail::sqlite_connection const database{
        file, retrain::detail::sqlite_connection::access::write, std::chrono::seconds{1}};
    database.run("PRAGMA journal_mode = WAL");
    for (std::size_t step = 0; step + 1 < sqlite_schema::steps.size(); ++step)
        database.run(sqlite_schema::steps[step]);
    database.run("PRAGMA application_id = " + std::to_string(sqlite_schema::application) +
                 "; PRAGMA user_version = " + std::to_string(sqlite_schema::version - 1));
}

}  // namespace

TEST_CASE("status tells all else where the history is damaged", "[operate]") {
    desk const at;
    write_file(history_of(at), std::string(5000, 'x'));
    auto const text = at.operate("status");
    auto const data = at.operate("status", "--json");
    CHECK(text.code == 1);
    CHECK(data.code == 1);
    check_the_rest(text, data);
    CHECK_THAT(text.out,
               ContainsSubstring("wrong       the history can't be read: SQLite can't use"));
    CHECK_THAT(text.out, ContainsSubstring("file is not a database"));
    CHECK(data.json()["history"]["file"] == history_of(at).string());
    CHECK_THAT(data.json()["history"]["unread"].get<std::string>(),
               ContainsSubstring("file is not a database"));

    auto const past = at.operate("history");
    CHECK(past.code == 1);
    CHECK(past.out.empty());
    CHECK(std::ranges::count(past.err, '\n') == 1);
    CHECK(past.err.starts_with("operate: the history can't be read: SQLite can't use"));
    CHECK(at.operate("history", "--json").json()["error"]["kind"] == "history_unread");
    CHECK(at.operate("history", "--at", "2019-06-01").code == 1);
    CHECK(at.operate("verify").code == 1);
    CHECK_THAT(at.operate("why").out, ContainsSubstring("now         an event would"));
}

TEST_CASE("a page of the history that is damaged costs no more than what is on it", "[operate]") {
    desk const at;
    (void)at.operate("why");  // SQLite moves its log into the file
    auto text = read_file(history_of(at));
    REQUIRE(text.size() > 8192);
    for (std::size_t place = 4096; place < text.size(); place += 3)
        text[place] = static_cast<char>(text[place] ^ 1);
    write_file(history_of(at), text);
    auto const said = at.operate("status");
    CHECK(said.code == 1);
    check_the_rest(said, at.operate("status", "--json"));
    CHECK_THAT(said.out, ContainsSubstring("the history can't be read: "));
    auto const reasons = at.operate("why", "--json");
    CHECK(reasons.json()["now"]["ready"].is_boolean());
}

TEST_CASE("a history of an earlier version is no damage", "[operate]") {
    desk const at;
    fs::remove(history_of(at));
    write_earlier_history(history_of(at));
    auto const text = at.operate("status");
    auto const data = at.operate("status", "--json");
    CHECK(text.code == 0);
    CHECK(data.code == 0);
    check_the_rest(text, data);
    CHECK_THAT(text.out,
               ContainsSubstring("look at     the history can't be read: it has schema version"));
    CHECK_THAT(text.out, ContainsSubstring("the next record of a service brings it up to date"));
    auto const past = at.operate("history");
    CHECK(past.code == 1);
    CHECK_THAT(past.err, ContainsSubstring("the history can't be read: it has schema version"));
    auto const all = at.operate("verify", "--json");
    CHECK(all.code == 0);
    CHECK(all.json()["findings"][0]["fault"] == "unfinished");
    CHECK(at.operate("why").code == 0);
}

TEST_CASE("who may read but not write sees what those see who may", "[operate]") {
    desk const at;
    auto const owner = at.operate("status", "--json").json();
    // As between two records, when nobody has it open.
    for (auto const* const beside : {"-wal", "-shm"}) fs::remove(history_of(at).string() + beside);
    auto const look = [&](std::vector<std::string> words) {
        return operate_without_rights(at.folder(), std::move(words));
    };
    auto const said = look({"status", "--json"});
    CAPTURE(said.out, said.err);
    CHECK(said.code == 0);
    CHECK(said.json()["history"]["unread"].is_null());
    CHECK(said.json()["models"] == owner["models"]);
    CHECK(look({"history", "--json"}).json()["runs"].size() == 5);
    CHECK(look({"verify"}).code == 0);
    CHECK_THAT(look({"why"}).out, ContainsSubstring("runs        "));
    CHECK_FALSE(fs::exists(history_of(at).string() + "-wal"));  // it was read from a copy
}
