#include <retrain/service/switchboard.hpp>

#include <support/catch.hpp>

#include <atomic>
#include <memory>
#include <thread>
#include <type_traits>
#include <utility>

using namespace retrain;
using board = detail::switchboard<int>;

static_assert(std::is_nothrow_move_constructible_v<connection> &&
              !std::is_copy_constructible_v<connection>);

TEST_CASE("announcements reach open lines only", "[switchboard]") {
    auto const shared = std::make_shared<board>();
    int heard = 0;
    auto const listening = [&] {
        auto line = std::make_shared<board::line>();
        line->announce = [&](int news) { heard += news; };
        return board::open(shared, line);
    };
    connection one = listening();
    connection other = listening();
    shared->announce(1);
    REQUIRE(heard == 2);
    connection moved = std::move(one);
    REQUIRE_FALSE(one);
    shared->announce(1);
    REQUIRE(heard == 4);
    moved.disconnect();
    moved.disconnect();
    shared->announce(1);
    REQUIRE(heard == 5);
    shared->close_all();
    shared->announce(1);
    REQUIRE(heard == 5);
    REQUIRE(other);
    other.disconnect();
}

TEST_CASE("a line that throws keeps none from being told", "[switchboard]") {
    auto const shared = std::make_shared<board>();
    int heard = 0;
    auto const listening = [&](int says) {
        auto line = std::make_shared<board::line>();
        line->announce = [&heard, says](int) {
            ++heard;
            if (says != 0) throw says;
        };
        return board::open(shared, line);
    };
    auto const first = listening(1);
    auto const second = listening(2);
    auto const third = listening(0);
    REQUIRE_THROWS_AS(shared->announce(7), int);
    REQUIRE(heard == 3);
}

TEST_CASE("a line may be closed from inside its own announcement", "[switchboard]") {
    auto const shared = std::make_shared<board>();
    connection own;
    int heard = 0;
    auto line = std::make_shared<board::line>();
    line->announce = [&](int) {
        ++heard;
        own.disconnect();
    };
    own = board::open(shared, std::move(line));
    shared->announce(1);
    shared->announce(1);
    REQUIRE(heard == 1);
}

TEST_CASE("closing all lines waits for a line that its owner is closing", "[switchboard]") {
    auto const shared = std::make_shared<board>();
    auto line = std::make_shared<board::line>();
    std::atomic<bool> closing{false};
    std::atomic<bool> all_closed{false};
    bool too_early = false;
    line->announce = [](int) {};
    line->subscriptions.push_back(std::shared_ptr<void>{nullptr, [&](void*) {
        closing = true;
        while (shared->any_open()) std::this_thread::yield();  // until the other has begun
        for (int turn = 0; turn < 1000; ++turn) std::this_thread::yield();
        too_early = all_closed;
    }});
    connection own = board::open(shared, std::move(line));
    std::thread owner{[&] { own.disconnect(); }};
    while (!closing) std::this_thread::yield();
    shared->close_all();
    all_closed = true;
    owner.join();
    REQUIRE_FALSE(too_early);
    REQUIRE_FALSE(shared->any_open());
}
