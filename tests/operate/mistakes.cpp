#include "desk.hpp"

#include <support/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <string>

using namespace retrain::testing;
namespace fs = std::filesystem;

namespace {

/// It said nothing but one line on the standard error, which contains `text`.
void check_one_line(ended const& said, int code, std::string const& text) {
    CAPTURE(said.out, said.err);
    CHECK(said.code == code);
    CHECK(said.out.empty());
    CHECK(std::ranges::count(said.err, '\n') == 1);
    CHECK(said.err.starts_with("operate: "));
    CHECK(said.err.ends_with("\n"));
    CHECK_THAT(said.err, ContainsSubstring(text));
}

}  // namespace

TEST_CASE("a mistake is one line that says what to do", "[operate]") {
    desk const at;
    check_one_line(at.operate(), 2, "subcommand");
    check_one_line(at.operate("roll"), 2, "operate --help");
    check_one_line(at.operate("pin", "typo", "--why", "x"), 2,
                   "no model is named 'typo'; this service has: nearest_centroid");
    check_one_line(at.operate("retrain", "typo", "--why", "x"), 2, "no model is named 'typo'");
    check_one_line(at.operate("rollback", model), 2,
                   "--why is required; see operate rollback --help");
    check_one_line(at.operate("rollback", model, "--why", " "), 2, "--why is blank");
    check_one_line(at.operate("rollback", model, "--why", "x", "--to", "newest"), 2,
                   "'newest' is no version");
    check_one_line(at.operate("rollback", model, "--why", "x", "--to", "7"), 1,
                   "has no version 7 of 'nearest_centroid' to go back to; it keeps 1");
    check_one_line(at.operate("history", "--at", "noon"), 2, "'noon' is no time");
    check_one_line(at.operate("history", "--limit", "many"), 2, "--limit");
}

TEST_CASE("a directory without a service is told apart from one that has not begun", "[operate]") {
    scratch_directory const scratch;
    check_one_line(operate(scratch.path(), {"status"}), 2, "there is no directory");
    write_file(scratch / "models/notes.txt", "mine");
    check_one_line(operate(scratch.path(), {"status"}), 2, "is not a directory of models");
    fs::remove(scratch / "models/notes.txt");
    auto const said = operate(scratch.path(), {"status"});
    CHECK(said.code == 0);
    CHECK_THAT(said.out, ContainsSubstring("has never gone live, so nothing answers"));
    CHECK(operate(scratch.path(), {"verify"}).code == 0);
    CHECK(operate(scratch.path(), {"history"}).code == 0);
    CHECK(operate(scratch.path(), {"why"}).code == 0);
    CHECK(operate(scratch.path(), {"versions"}).code == 0);
}

TEST_CASE("what the ledger could not save was not done", "[operate]") {
    desk const at;
    REQUIRE(at.operate("pause", "--why", "first").code == 0);
    auto const in_the_way = at.models() / ".ledger.json.tmp";
    fs::create_directory(in_the_way);
    auto const text = "nothing was done, since the ledger can't be saved: can't remove '" +
                      in_the_way.string() + "'";
    check_one_line(at.operate("pause", "--why", "second"), 1, text);
    check_one_line(at.operate("resume", "--why", "x"), 1, text);
    check_one_line(at.operate("retrain", "--why", "x"), 1, text);
    for (std::string const act : {"pause", "resume", "retrain"}) {
        CAPTURE(act);
        auto const said = at.operate(act, "--why", "x", "--json");
        CHECK(said.code == 1);
        CHECK(said.json()["error"]["kind"] == "not_saved");
        CHECK_FALSE(said.json().contains("paused"));
    }
    CHECK(at.operate("status", "--json").json()["paused"]["because"] == "first");

    fs::remove(in_the_way);
    CHECK(at.operate("retrain", "--why", "x").code == 0);
    fs::create_directory(in_the_way);
    auto const again = at.operate("retrain", "--why", "y");  // is joined to the one that waits
    CHECK(again.code == 1);
    CHECK_THAT(again.out, ContainsSubstring("the request waits"));
    CHECK_THAT(again.out, ContainsSubstring("note        the ledger can't be saved"));
}

TEST_CASE("what is done and could not be recorded is told as done, with a note", "[operate]") {
    desk const at;
    auto const guard = at.folder() / "logs/.retraining_history.sqlite.lock";
    fs::remove(guard);
    fs::create_directory(guard);
    auto const said = at.operate("pause", "--why", "x", "--json");
    CHECK(said.code == 1);
    CHECK(said.json()["paused"] == true);
    CHECK_FALSE(said.json()["notes"].empty());
    CHECK(at.operate("status", "--json").json()["paused"]["because"] == "x");
}

TEST_CASE("with --json a mistake is a document as well", "[operate]") {
    desk const at;
    auto const said = at.operate("--json", "pin", "typo", "--why", "x");
    CHECK(said.code == 2);
    CHECK(std::ranges::count(said.err, '\n') == 1);
    CHECK(said.json()["error"]["kind"] == "unknown_model");
    CHECK(said.json()["error"]["code"] == 2);
    CHECK("operate: " + said.json()["error"]["text"].get<std::string>() + "\n" == said.err);
    CHECK(at.operate("--json", "rollback").json()["error"]["kind"] == "usage");
}

TEST_CASE("settings that can't be used are one line", "[operate]") {
    desk const at;
    ::setenv("RETRAIN_THREADS", "many", 1);
    check_one_line(at.operate("status"), 2, "RETRAIN_THREADS");
    ::unsetenv("RETRAIN_THREADS");
}

TEST_CASE("a reason can't forge a line", "[operate]") {
    desk const at;
    REQUIRE(at.operate("pin", model, "--why", "first\nin order  \x1b[2J").code == 0);
    auto const said = at.operate("status");
    CHECK_THAT(said.out, ContainsSubstring("first\\nin order  \\x1b[2J"));
    CHECK(at.operate("status", "--json").json()["models"][0]["pinned"] ==
          "first\nin order  \x1b[2J");
}

TEST_CASE("help is no mistake", "[operate]") {
    desk const at;
    CHECK(at.operate("--help").code == 0);
    CHECK(at.operate("rollback", "--help").says("--to"));
}
