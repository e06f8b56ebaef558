#include <retrain/service/look_clock.hpp>

#include <support/catch.hpp>

#include <thread>

using namespace retrain;
using namespace std::chrono_literals;

TEST_CASE("a look is due after its time, for one of those who ask", "[look_clock]") {
    look_clock clock{1e-9};
    std::this_thread::sleep_for(1ms);
    CHECK(*clock.until() == 0ns);
    CHECK(clock.take());

    look_clock slow{3600};
    CHECK_FALSE(slow.take());
    CHECK(*slow.until() > 3599s);
    CHECK(*slow.until() <= 3600s);
}

TEST_CASE("with 0 no look is ever due", "[look_clock]") {
    look_clock clock{0};
    CHECK_FALSE(clock.until());
    CHECK_FALSE(clock.take());
}
