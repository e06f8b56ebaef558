#include <retrain/service/switchboard.hpp>

#include <support/catch.hpp>

#include <type_traits>

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
