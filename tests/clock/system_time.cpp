#include <retrain/clock/system_time.hpp>

#include <laws/clock.hpp>
#include <support/catch.hpp>

#include <chrono>
#include <type_traits>

using namespace retrain;

static_assert(Clock<system_time> && std::is_empty_v<system_time>);
static_assert(noexcept(system_time::now()));

TEST_CASE("system_time obeys the laws of clocks", "[clock]") {
    CHECK(laws::copies_agree(system_time{}));
    CHECK(laws::shows_an_instant(system_time{}));
}

TEST_CASE("system_time tells what the system's clock tells", "[clock]") {
    time_point const before = std::chrono::system_clock::now();
    time_point const told = system_time{}.now();
    time_point const after = std::chrono::system_clock::now();
    CHECK(before <= told);
    CHECK(told <= after);
}
