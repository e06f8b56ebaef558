// What a part of the program's own blocks, blocks its own run at most: see docs/isolation.md, whose
// lines the tests here show. Each waits in a part until the test lets it go, so a service that
// waited with it would hang.
#include "mishaps.hpp"

#include <retrain/event/event_bus.hpp>
#include <retrain/executor/background_executor.hpp>

#include <support/catch.hpp>

#include <array>
#include <atomic>
#include <functional>
#include <future>
#include <latch>
#include <string_view>
#include <thread>

using namespace retrain;
using namespace retrain::testing;

namespace {

using service_type = frail_service<background_executor>;
using world_type = frail_world<service_type>;

/// A place at which one thread waits until it is let go.
class gate {
   public:
    /// Waits at the first call, passes at every later one.
    [[nodiscard]] std::function<void()> wait() {
        return [this] {
            if (entered_.exchange(true)) return;
            arrived_.count_down();
            open_.wait();
            left = true;
        };
    }
    void wait_until_entered() { arrived_.wait(); }
    void open() { open_.count_down(); }

    std::atomic<bool> left = false;

   private:
    std::atomic<bool> entered_ = false;
    std::latch arrived_{1};
    std::latch open_{1};
};

/// What readers do. None of it waits for a run.
void read(world_type& world) {
    std::array const row{0.0F};
    REQUIRE(world.service->live<frail_trainer>()->predict_proba(row)[0] > 0.8F);
    REQUIRE_FALSE(world.service->challenger<frail_trainer>());
}

/// What readers and publishers of events do.
void go_on(world_type& world) {
    read(world);
    (*world.service)(ping{});
    (*world.service)(clock_tick{world.clock.now()});
}

/// Lets the executor do what it has, until the service says so.
template <class Condition>
void wait_until(Condition const& holds) {
    while (!holds()) std::this_thread::yield();
}

}  // namespace

TEST_CASE("a blocked part of a run blocks neither readers nor events", "[isolation]") {
    for (std::string_view const place :
         {"source.load", "filter.judge", "data_gate.check", "split.split", "window.begin",
          "trainer.train", "model.save", "model.load", "trigger.summarize", "backup.preserve",
          "store.read", "store.find", "store.publish", "store.published", "store.candidates",
          "store.try_lock", "store.writable", "history.record(run)"}) {
        CAPTURE(place);
        world_type world;
        gate held;
        mishaps::set(place, held.wait());
        REQUIRE(world.service->request("first"));
        held.wait_until_entered();
        go_on(world);
        REQUIRE(world.service->retrain().skipped->why == skip_reason::busy);
        REQUIRE(world.service->request("second"));
        world.service->cancel();  // it may be too late
        held.open();
        wait_until([&] { return world.service->stats().attempts >= 3; });
        world.service.reset();
        REQUIRE(held.left);
        REQUIRE(world.history.kept->runs.back().number == 3);
    }
}

TEST_CASE("a blocked handler blocks neither readers nor events nor another run", "[isolation]") {
    world_type world;
    event_bus bus;
    gate held;
    std::atomic<int> announced = 0;
    auto const listening = bus.subscribe<service_type::completed>(
        [&, wait = held.wait()](auto const&) {
            ++announced;
            wait();
        });
    auto line = world.service->connect(bus);
    bus.publish(ping{});
    held.wait_until_entered();
    REQUIRE(world.served() == 0.95F);
    go_on(world);
    bus.publish(ping{});
    REQUIRE(world.service->stats().promoted == 2);

    // The run is over, so another begins at once; what it has to tell waits for its turn.
    world.promise(0.97F);
    std::atomic<bool> ended = false;
    std::thread caller{[&] {
        (void)world.service->retrain("by hand");
        ended = true;
    }};
    wait_until([&] { return world.service->stats().promoted == 3; });
    REQUIRE(world.served() == 0.97F);
    go_on(world);
    REQUIRE_FALSE(ended);
    held.open();
    caller.join();
    REQUIRE(announced == 2);
}

TEST_CASE("a blocked ledger or trigger blocks no reader", "[isolation]") {
    for (std::string_view const place : {"ledger.save", "trigger.observe", "trigger.save"}) {
        CAPTURE(place);
        world_type world;
        gate held;
        mishaps::set(place, held.wait());
        std::thread caller{[&] {
            (*world.service)(ping{});
            (void)world.service->request("by hand");
        }};
        held.wait_until_entered();
        read(world);
        held.open();
        caller.join();
        wait_until([&] { return world.service->live<frail_trainer>()->generation() == 2; });
    }
}

TEST_CASE("the end of a service waits for what it called", "[isolation]") {
    for (std::string_view const place : {"source.load", "trainer.train", "history.record(run)"}) {
        CAPTURE(place);
        world_type world;
        gate held;
        mishaps::set(place, held.wait());
        REQUIRE(world.service->request("last"));
        held.wait_until_entered();
        std::thread opener{[&] { held.open(); }};
        world.service.reset();
        REQUIRE(held.left);
        opener.join();
    }
    world_type world;
    gate held;
    event_bus bus;
    auto const listening = bus.subscribe<service_type::completed>(
        [wait = held.wait()](auto const&) { wait(); });
    auto line = world.service->connect(bus);
    REQUIRE(world.service->request("last"));
    held.wait_until_entered();
    std::thread opener{[&] { held.open(); }};
    world.service.reset();
    REQUIRE(held.left);
    opener.join();
}
