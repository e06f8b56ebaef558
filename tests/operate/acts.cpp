#include "desk.hpp"

#include <support/catch.hpp>

#include <filesystem>
#include <string>

using namespace retrain::testing;
namespace fs = std::filesystem;

TEST_CASE("approve lets the winner that waits go live", "[operate]") {
    desk const at;
    auto const said = at.operate("approve", model, "--why", "it held on Monday");
    CHECK(said.code == 0);
    CHECK_THAT(said.out, ContainsSubstring("serves candidate 3 as generation 3"));
    CHECK_THAT(said.out, ContainsSubstring("models/backups/nearest_centroid_"));
    auto const data = at.operate("status", "--json").json()["models"][0];
    CHECK(data["live"]["version"] == 3);
    CHECK(data["waiting"].is_null());
    CHECK(at.operate("verify").code == 0);

    auto const again = at.operate("approve", model, "--why", "twice");
    CHECK(again.code == 1);
    CHECK_THAT(again.err, ContainsSubstring("waits for a decision"));
}

TEST_CASE("approve is refused by the gate where the winner does not hold", "[operate]") {
    desk const at;
    add_rows(at.folder(), 300, 1);  // what the live model knows best
    auto const said = at.operate("approve", model, "--why", "surely better", "--json");
    CHECK(said.code == 1);
    CHECK(said.json()["published"] == false);
    CHECK(said.json()["verdict"]["decision"] == "reject");
    CHECK(at.operate("status", "--json").json()["models"][0]["live"]["version"] == 2);
    auto const text = at.operate("approve", model, "--why", "surely better");
    CHECK_THAT(text.out, ContainsSubstring("did not hold on the rows that came since it won"));
    CHECK_THAT(text.out, ContainsSubstring("operate decline nearest_centroid"));
}

TEST_CASE("decline closes the winner", "[operate]") {
    desk const at;
    auto const said = at.operate("decline", model, "--why", "not on a Friday", "--json");
    CHECK(said.code == 0);
    CHECK(said.json()["candidate"] == 3);
    auto const kept = at.operate("versions", "--json").json()["models"][0]["candidates"][0];
    CHECK(kept["state"] == "declined");
    CHECK(at.operate("decline", model, "--why", "twice").code == 1);
}

TEST_CASE("rollback makes a kept version live, byte for byte, and pins it", "[operate]") {
    desk const at;
    auto const before = at.operate("versions", "--json").json()["models"][0]["versions"];
    auto const said = at.operate("rollback", model, "--why", "odd answers", "--json");
    CHECK(said.code == 0);
    CHECK(said.json()["version"] == 1);
    CHECK(said.json()["sha256"] == before[1]["sha256"]);
    CHECK(read_file(at.models() / "nearest_centroid.centroids") ==
          read_file(at.models() / "versions/nearest_centroid/1.centroids"));
    auto const data = at.operate("status", "--json").json()["models"][0];
    CHECK(data["live"]["version"] == 1);
    CHECK(data["live"]["by_hand"] == "rollback");
    CHECK(data["pinned"] == "odd answers");
    CHECK_THAT(at.operate("status").out, ContainsSubstring("is pinned, so winners wait"));

    CHECK(at.operate("rollback", model, "--to", "2", "--why", "no, the other").code == 0);
    CHECK(at.operate("status", "--json").json()["models"][0]["live"]["version"] == 2);
    CHECK(at.operate("unpin", model, "--why", "it is well").code == 0);
    CHECK(at.operate("status", "--json").json()["models"][0]["pinned"].is_null());
    CHECK_THAT(at.operate("history").out, ContainsSubstring("was unpinned: it is well"));
}

TEST_CASE("there must be something to roll back to", "[operate]") {
    scratch_directory const scratch;
    fs::create_directories(scratch / "models");
    auto const said = operate(scratch.path(), {"rollback", model, "--why", "x"});
    CHECK(said.code == 1);
    CHECK_THAT(said.err, ContainsSubstring("has no earlier version to go back to"));
}

TEST_CASE("a pin holds the live version", "[operate]") {
    desk const at;
    CHECK(at.operate("pin", model, "--why", "quarter end").code == 0);
    CHECK(at.operate("status", "--json").json()["models"][0]["pinned"] == "quarter end");
    auto const said = at.operate("approve", model, "--why", "all the same");
    CHECK(said.code == 1);
    CHECK_THAT(said.err, ContainsSubstring("is pinned"));
    CHECK_THAT(said.err, ContainsSubstring("unpin it"));
}

TEST_CASE("retrain --here makes the run and prints its report", "[operate]") {
    desk const at;
    auto const said = at.operate("retrain", "--here", "--why", "by hand", model, model);
    CHECK(said.code == 0);
    CHECK_THAT(said.out, ContainsSubstring("run 4"));
    CHECK_THAT(said.out, ContainsSubstring("reason   by hand"));
    CHECK_THAT(said.out, ContainsSubstring("model    nearest_centroid"));
    auto const data = at.operate("retrain", "--here", "--why", "again", "--json");
    CHECK(data.code == 0);
    CHECK(data.json()["run"] == 5);
    CHECK(data.json()["models"][0]["model"] == model);
    CHECK(data.json()["failed"] == false);
}
