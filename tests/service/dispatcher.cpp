#include <retrain/service/dispatcher.hpp>

#include <service/toy_service.hpp>

#include <retrain/event/event_bus.hpp>
#include <retrain/event/static_bus.hpp>
#include <retrain/executor/background_executor.hpp>

#include <support/catch.hpp>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// Fires at a tick once its time has come, and says when that is.
struct at_noon {
    using policy_role = trigger_role;
    using events = type_list<clock_tick>;
    time_point noon = day(60) + 12h;
    bool done = false;

    std::optional<reason> observe(clock_tick const&, observation const& o) noexcept {
        if (done || o.now < noon) return std::nullopt;
        done = true;
        return reason{"noon"};
    }
    std::optional<time_point> next_due(time_point now) const noexcept {
        return now < noon ? std::optional{noon} : std::nullopt;
    }
};
static_assert(ScheduledTrigger<at_noon>);

/// An executor whose timer a test turns.
struct hand_timer {
    using policy_role = executor_role;
    struct state {
        std::optional<std::chrono::nanoseconds> delay{};
        job work{};
    };
    std::shared_ptr<state> timer = std::make_shared<state>();

    void submit(job work) noexcept { work(); }
    void wake_after(std::chrono::nanoseconds delay, job work) noexcept {
        timer->delay = delay;
        timer->work = std::move(work);
    }
    void stop() noexcept { timer->work = {}; }
    void ring() const {
        auto work = std::move(timer->work);
        timer->delay.reset();
        work();
    }
};

}  // namespace

TEST_CASE("an event leads to a run, a record and an announcement", "[service]") {
    surroundings world;
    auto const service = world.service();
    event_bus bus;
    std::vector<run_record> announced;
    auto const listening = bus.subscribe<toy_service<toy>::completed>(
        [&](auto const& news) { announced.push_back(news.run); });

    bus.publish(ping{});
    REQUIRE(world.runs().empty());  // nothing happens before connect()

    auto connection = service->connect(bus);
    bus.publish(ping{});
    REQUIRE(world.runs().size() == 1);
    REQUIRE(world.runs()[0].reason == "ping");
    REQUIRE(world.runs()[0].models[0].published);
    REQUIRE(world.runs()[0].models[0].verdict->kind == decision_kind::no_baseline);
    REQUIRE(announced.size() == 1);
    REQUIRE(announced[0].number == 1);
    REQUIRE(service->live<toy>()->generation() == 1);

    connection.disconnect();
    world.clock.advance(48h);
    bus.publish(ping{});
    REQUIRE(world.runs().size() == 1);
}

TEST_CASE("a connection may outlive its service", "[service]") {
    surroundings world;
    event_bus bus;
    connection left;
    {
        auto const service = world.service();
        left = service->connect(bus);
    }
    bus.publish(ping{});
    REQUIRE(world.runs().empty());
    left.disconnect();
}

TEST_CASE("a static_bus is given the service itself", "[service]") {
    surroundings world;
    auto const service = world.service();
    static_bus bus{*service};
    bus.publish(ping{});
    REQUIRE(world.runs().size() == 1);
}

TEST_CASE("two services in a chain", "[service]") {
    struct first_tag {};
    struct second_tag {};
    using first = toy_service<toy, named<first_tag>>;
    using second = retraining_service<on<retraining_completed<first_tag>>, toy_source, memory_store,
                                      memory_ledger, kept_history, virtual_clock, no_backup, toy,
                                      named<second_tag>>;
    surroundings one, two;
    auto const upstream = one.make<first>(one.trainer);
    auto const downstream = two.make<second>(two.trainer);
    event_bus bus;
    auto const a = upstream->connect(bus);
    auto const b = downstream->connect(bus);
    bus.publish(ping{});
    REQUIRE(one.runs().size() == 1);
    REQUIRE(two.runs().size() == 1);
    REQUIRE(two.runs()[0].service == "second_tag");
}

TEST_CASE("a reason within the interval is skipped, with its reason", "[service]") {
    surroundings world;
    auto const service = world.service();
    (*service)(ping{});
    REQUIRE(service->can_retrain_now().refused->why == skip_reason::interval_not_over);
    world.clock.advance(24h - 1ns);
    (*service)(ping{});
    (*service)(ping{});
    REQUIRE(world.runs().size() == 1);
    REQUIRE(service->stats().skips.at("interval_not_over") == 2);
    REQUIRE(world.skips().front().refused.why == skip_reason::interval_not_over);
    REQUIRE(world.skips().front().refused.need == Approx(24));
    world.clock.advance(1ns);
    REQUIRE(service->can_retrain_now());
    (*service)(ping{});
    REQUIRE(world.runs().size() == 2);
}

TEST_CASE("during a run retrain() is busy and requests become one later run", "[service]") {
    surroundings world;
    auto const service = world.service();
    bool once = true;
    world.trainer.script->during = [&] {
        if (!std::exchange(once, false)) return;
        REQUIRE(service->retrain("meanwhile").skipped->why == skip_reason::busy);
        REQUIRE_THROWS_AS(service->rollback<toy>("meanwhile"), error);
        REQUIRE(service->request("one"));
        REQUIRE(service->request("two"));
        REQUIRE(service->request("three"));
    };
    REQUIRE(service->retrain("outer"));
    REQUIRE(world.runs().size() == 2);
    REQUIRE(world.runs()[1].reason == "one");
    REQUIRE(world.runs()[1].coalesced == 2);
}

TEST_CASE("another process's lock postpones a request", "[service]") {
    surroundings world;
    auto const service = world.service();
    world.store.models->locked_elsewhere = true;
    REQUIRE(service->request());
    REQUIRE(world.runs().empty());
    REQUIRE(world.skips().back().refused.why == skip_reason::locked_elsewhere);
    world.store.models->locked_elsewhere = false;
    world.clock.advance(1min);
    (*service)(clock_tick{});
    REQUIRE(world.runs().size() == 1);
}

TEST_CASE("in the background, events and requests return at once", "[service]") {
    surroundings world;
    std::promise<void> go;
    auto const gate = go.get_future().share();
    world.trainer.script->during = [&] { gate.wait(); };
    using service_type = toy_service<toy, background_executor>;
    auto const service = world.make<service_type>(world.trainer);
    (*service)(ping{});
    REQUIRE(service->request("more"));
    REQUIRE_FALSE(service->live<toy>());
    go.set_value();
    while (!service->live<toy>()) std::this_thread::yield();
    REQUIRE(service->live<toy>()->generation() == 1);
}

TEST_CASE("the end of a service stops its run, and a restart takes it up again", "[service]") {
    surroundings world;
    std::atomic<bool> training = false;
    world.trainer.script->during = [&] { training = true; };
    world.trainer.script->wait_for_stop = true;
    using service_type = toy_service<toy, background_executor>;
    auto service = world.make<service_type>(world.trainer);
    REQUIRE(service->request("unfinished"));
    while (!training) std::this_thread::yield();
    service.reset();
    REQUIRE(world.runs().back().cancelled());
    REQUIRE(world.store.models->manifests.empty());

    world.trainer.script->during = {};
    world.trainer.script->wait_for_stop = false;
    auto const again = world.service();
    event_bus bus;
    auto const connected = again->connect(bus);
    REQUIRE(world.runs().back().reason == "unfinished");
    REQUIRE(again->live<toy>());
}

TEST_CASE("a schedule sets the executor's timer, while the service is on a bus", "[service]") {
    surroundings world;
    world.clock.set(day(60) + 9h);
    hand_timer const by_hand;
    using scheduled = retraining_service<at_noon, toy_source, memory_store, memory_ledger,
                                         kept_history, virtual_clock, no_backup, hand_timer, toy>;
    auto const service = world.make<scheduled>(world.trainer, by_hand);
    event_bus bus;
    REQUIRE_FALSE(by_hand.timer->delay);
    auto connected = service->connect(bus);
    REQUIRE(by_hand.timer->delay == 0h);  // a tick at once, for what was missed
    by_hand.ring();
    REQUIRE(world.runs().empty());
    REQUIRE(by_hand.timer->delay == 3h);

    world.clock.set(day(60) + 11h);  // any tick sets it anew
    bus.publish(clock_tick{});
    REQUIRE(by_hand.timer->delay == 1h);
    world.clock.set(day(60) + 12h);
    by_hand.ring();
    REQUIRE(world.runs().size() == 1);
    REQUIRE(world.runs()[0].reason == "noon");
    REQUIRE_FALSE(by_hand.timer->delay);

    world.clock.set(day(60) + 9h);
    bus.publish(clock_tick{});
    REQUIRE(by_hand.timer->delay == 3h);
    connected.disconnect();
    by_hand.ring();
    REQUIRE_FALSE(by_hand.timer->delay);
}

TEST_CASE("what a trigger remembers outlives a program that is killed", "[service]") {
    struct counting {
        using policy_role = trigger_role;
        using events = type_list<ping>;
        int seen = 0;
        std::optional<reason> observe(ping const&, observation const&) noexcept {
            ++seen;
            return {};
        }
        std::string save() const { return std::to_string(seen); }
        void restore(std::string_view) {}
    };
    surroundings world;
    using service_type = retraining_service<counting, toy_source, memory_store, memory_ledger,
                                            kept_history, virtual_clock, no_backup, toy>;
    auto const service = world.make<service_type>(world.trainer);
    (*service)(ping{});
    REQUIRE(world.ledger.load().trigger_state == "1");  // while the service still lives
}

TEST_CASE("a live model of no worth is announced", "[service]") {
    surroundings world;
    auto const service = world.service();
    event_bus bus;
    std::vector<toy_service<toy>::unfit> announced;
    auto const listening = bus.subscribe<toy_service<toy>::unfit>(
        [&](auto const& news) { announced.push_back(news); });
    auto const connected = service->connect(bus);
    REQUIRE(service->retrain());
    REQUIRE(announced.empty());

    auto turned = toy_rows(100);  // what the champion learned is wrong now, and so is the challenger
    for (auto& label : turned.labels) label = 1 - label;
    *world.source.rows = turned;
    world.clock.set(day(110));
    REQUIRE(service->retrain());
    REQUIRE(world.runs().back().models[0].verdict->why == verdict_reason::both_below_floor);
    REQUIRE(announced.size() == 1);
    REQUIRE(announced[0].model == "toy");
    REQUIRE(announced[0].generation == 1);
    REQUIRE(announced[0].metric == "log_loss");
    REQUIRE(announced[0].champion > announced[0].floor);
    REQUIRE(service->live<toy>());
}

TEST_CASE("a flood of events while the executor is busy is a few jobs, and one run", "[service]") {
    struct busy_executor {
        using policy_role = executor_role;
        std::shared_ptr<std::vector<job>> jobs = std::make_shared<std::vector<job>>();
        void submit(job work) noexcept { jobs->push_back(std::move(work)); }
        static void wake_after(std::chrono::nanoseconds, job) noexcept {}
        static void stop() noexcept {}
        void work() const {
            for (auto& each : std::exchange(*jobs, {})) each();
        }
    };
    surroundings world;
    busy_executor const executor;
    auto const service = world.make<toy_service<toy, busy_executor>>(executor);
    for (int event = 0; event < 100'000; ++event) (*service)(ping{});
    REQUIRE(executor.jobs->size() < 40);
    executor.work();
    REQUIRE(world.runs().size() == 1);
    REQUIRE(world.runs()[0].coalesced == 99'999);

    world.clock.advance(48h);
    (*service)(ping{});  // the next one is heard at once
    executor.work();
    REQUIRE(world.runs().size() == 2);
}
