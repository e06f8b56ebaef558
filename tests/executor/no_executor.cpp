#include <retrain/executor/no_executor.hpp>

#include <laws/executor.hpp>
#include <support/catch.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <type_traits>

using namespace retrain;
using namespace std::chrono_literals;

static_assert(Executor<no_executor> && executor_role::explain<no_executor>());
static_assert(std::is_empty_v<no_executor>);

TEST_CASE("no_executor lets go of every job at once and does none", "[executor]") {
    no_executor executor;
    std::atomic<bool> gone{false};
    int done = 0;
    SECTION("that is submitted") {
        executor.submit([&, end = std::make_unique<laws::tells_its_end>(gone)] { ++done; });
    }
    SECTION("that the timer was to do") {
        executor.wake_after(0ns, [&, end = std::make_unique<laws::tells_its_end>(gone)] { ++done; });
    }
    CHECK(gone);
    executor.stop();
    executor.stop();
    CHECK(done == 0);
}
