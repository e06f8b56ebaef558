#include "desk.hpp"

#include <support/catch.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>

using namespace retrain::testing;

namespace {

/// The trader looks often, and no interval keeps it from a run.
struct eager_surroundings {
    eager_surroundings() {
        ::setenv("RETRAIN_LOOK_SECONDS", "0.05", 1);
        ::setenv("RETRAIN_MIN_INTERVAL_HOURS", "0", 1);
    }
    eager_surroundings(eager_surroundings const&) = delete;
    eager_surroundings& operator=(eager_surroundings const&) = delete;
    ~eager_surroundings() {
        ::unsetenv("RETRAIN_LOOK_SECONDS");
        ::unsetenv("RETRAIN_MIN_INTERVAL_HOURS");
    }
};

/// Asks again until the answer has it.
template <class Ask>
[[nodiscard]] bool comes_true(Ask const& ask) {
    for (int look = 0; look != 15'000; ++look) {
        if (ask()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return false;
}

[[nodiscard]] bool comes_to_serve(trader& running, std::string const& version) {
    return comes_true([&] {
        running.tell("live");
        return running.said().find("serves version " + version) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("what operate makes live is served by the trader that runs", "[operate]") {
    eager_surroundings const often;
    desk const at;
    trader running{at.folder()};
    CHECK(comes_to_serve(running, "2"));
    SECTION("after a rollback") {
        REQUIRE(at.operate("rollback", model, "--why", "odd answers").code == 0);
        CHECK(comes_to_serve(running, "1"));
    }
    SECTION("after an approval") {
        REQUIRE(at.operate("approve", model, "--why", "it held").code == 0);
        CHECK(comes_to_serve(running, "3"));
    }
    CHECK(running.end() == 0);
    CHECK(at.operate("verify").code == 0);
}

TEST_CASE("a pause holds for the trader that runs, and resume ends it", "[operate]") {
    eager_surroundings const often;
    desk const at;
    trader running{at.folder()};
    auto const paused = at.operate("pause", "--why", "the exchange is down");
    REQUIRE(paused.code == 0);
    CHECK_THAT(paused.out, ContainsSubstring("within 0.05 s"));
    CHECK(comes_true([&] {
        running.tell("live");
        return running.said().find("and is paused") != std::string::npos;
    }));
    running.tell("backtest");
    CHECK(comes_true([&] {
        auto const skips = at.operate("why", "--json").json()["skips"];
        return std::ranges::any_of(skips, [](auto const& each) { return each["why"] == "paused"; });
    }));
    CHECK(at.operate("why", "--json").json()["now"]["why"] == "paused");
    CHECK_THAT(at.operate("why").out, ContainsSubstring("'operate resume' ends that"));
    auto const state = at.operate("status", "--json").json();
    CHECK(state["paused"]["because"] == "the exchange is down");
    CHECK_THAT(at.operate("status").out, ContainsSubstring("paused      since "));
    CHECK_THAT(at.operate("history").out, ContainsSubstring("the exchange is down"));

    auto const asked = at.operate("retrain", "--why", "try the new rows");
    CHECK(asked.code == 0);
    CHECK_THAT(asked.out, ContainsSubstring("operate resume --why TEXT: it is paused"));
    CHECK(at.operate("status", "--json").json()["request"]["because"] == "try the new rows");
    CHECK(running.said().find("run 4") == std::string::npos);

    CHECK(at.operate("resume", "--why", "it is up again").code == 0);
    running.await("run 4 [try the new rows]");
    CHECK(comes_true([&] { return at.operate("status", "--json").json()["request"].is_null(); }));
    CHECK(at.operate("status", "--json").json()["paused"].is_null());
    auto const again = at.operate("resume", "--why", "twice");
    CHECK(again.code == 1);
    CHECK_THAT(again.err, ContainsSubstring("nothing is paused"));
}

TEST_CASE("a request is made by the trader that runs, and by the next that starts", "[operate]") {
    eager_surroundings const often;
    desk const at;
    {
        trader running{at.folder()};
        auto const said = at.operate("retrain", model, "--why", "a person asked", "--json");
        CHECK(said.code == 0);
        CHECK(said.json()["requested"] == true);
        running.await("run 4 [a person asked] nearest_centroid");
    }
    CHECK(at.operate("retrain", "--why", "for the next start").code == 0);
    CHECK_THAT(at.operate("status").out,
               ContainsSubstring("request     waits: for the next start"));
    trader restarted{at.folder()};
    restarted.await("run 5 [for the next start]");
}

TEST_CASE("what operate did is in the trader's book, and the trader's in operate's", "[operate]") {
    eager_surroundings const often;
    desk const at;
    {
        trader running{at.folder()};
        CHECK(at.operate("retrain", "--here", "--why", "beside it", "--json").json()["run"] == 4);
        running.tell("backtest");
        running.await("run 5 [backtest_completed]");
        CHECK(running.end() == 0);
    }
    CHECK(at.operate("retrain", "--here", "--why", "after it", "--json").json()["run"] == 6);
}
