#include <retrain/service/look_clock.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <thread>

using namespace retrain;
using namespace std::chrono_literals;

TEST_CASE("a look is due after its time, for one of those who ask", "[look_clock]") {
    look_clock clock{1e-9};
    std::this_thread::sleep_for(1ms);
    CHECK(*clock.until() == 0ns);
    CHECK(clock.take());

    auto const begin = std::chrono::steady_clock::now();
    look_clock slow{3600};
    CHECK_FALSE(slow.take());
    auto const left = *slow.until();
    auto const passed = std::chrono::steady_clock::now() - begin;
    CHECK(left >= 3600s - passed);
    CHECK(left <= 3600s);
}

TEST_CASE("with 0 no look is ever due", "[look_clock]") {
    look_clock clock{0};
    CHECK_FALSE(clock.until());
    CHECK_FALSE(clock.take());
}
