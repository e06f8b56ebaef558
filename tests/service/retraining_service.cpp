#include <retrain/retraining_service.hpp>

#include <retrain/backup/no_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/event/static_bus.hpp>
#include <retrain/executor/background_executor.hpp>
#include <retrain/interval/all_of.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/ledger/memory_ledger.hpp>
#include <retrain/trigger/on.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <atomic>
#include <concepts>
#include <future>
#include <thread>
#include <type_traits>

using namespace retrain;
using namespace retrain::testing;

namespace {

struct ping {
    int value = 0;
};

using toy = toy_trainer<>;
using second_toy = toy_trainer<"second">;

/// Content with the few rows of a toy.
using toy_gate = champion_challenger<log_loss, min_units<2>>;

/// A service whose surroundings a test holds in its hand.
template <class... Policies>
using toy_service =
    retraining_service<on<ping>, toy_source, memory_store, memory_ledger, kept_history,
                       virtual_clock, no_backup, toy_gate, Policies...>;

struct surroundings {
    toy_source source;
    memory_store store;
    memory_ledger ledger;
    kept_history history;
    virtual_clock clock{day(60)};
    toy trainer;

    template <class Service = toy_service<toy>, class... More>
    auto make(More... more) {
        return std::make_unique<Service>(source, store, ledger, history, clock, std::move(more)...);
    }
    auto service() { return make<>(trainer); }

    auto const& runs() const { return history.kept->runs; }
    auto const& skips() const { return history.kept->skips; }
};

}  // namespace

// ---- the type ---------------------------------------------------------------------------------

static_assert(std::same_as<toy_service<toy>,
                           retraining_service<no_backup, toy, virtual_clock, kept_history, on<ping>,
                                              memory_ledger, memory_store, toy_source, toy_gate>>,
              "the order of the policies does not matter");
static_assert(!std::is_copy_constructible_v<toy_service<toy>> &&
              !std::is_move_constructible_v<toy_service<toy>> &&
              !std::is_copy_assignable_v<toy_service<toy>> &&
              !std::is_move_assignable_v<toy_service<toy>>);
static_assert(noexcept(std::declval<toy_service<toy>&>()(ping{})), "nothing throws out of an event");

TEST_CASE("the constructor takes policy values in any order", "[service]") {
    surroundings world;
    world.trainer.script->confidence = 0.8F;
    toy_service<toy> one{world.trainer, world.clock, world.source, world.store};
    toy_service<toy> other{world.store, world.source, world.trainer, world.clock};
    REQUIRE(one.retrain());
    REQUIRE(other.retrain().run.models[0].verdict->challenger ==
            one.live<toy>()->metadata().metrics.at("log_loss"));
}

// ---- the way of an event ----------------------------------------------------------------------

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

// ---- is it allowed? ---------------------------------------------------------------------------

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

TEST_CASE("a manual request passes the interval but not the gate", "[service]") {
    surroundings world;
    auto const service = world.service();
    REQUIRE(service->retrain("first"));
    world.trainer.script->confidence = 0.6F;
    auto const report = service->retrain("second");
    REQUIRE(report);
    REQUIRE_FALSE(report.run.models[0].published);
    REQUIRE(report.run.models[0].verdict->why == verdict_reason::not_better);
    REQUIRE(service->live<toy>()->generation() == 1);
    world.trainer.script->confidence = 0.95F;
    REQUIRE(service->retrain("third").run.models[0].published);
    REQUIRE(service->live<toy>()->generation() == 2);
}

TEST_CASE("each refused attempt makes the next one harder, until a promotion", "[service]") {
    surroundings world;
    auto const service = world.service();
    auto const alpha_of_attempt = [&](float confidence) {
        world.trainer.script->confidence = confidence;
        return service->retrain().run.models[0].verdict->alpha;
    };
    REQUIRE(service->retrain());
    REQUIRE(alpha_of_attempt(0.6F) == Approx(0.05 / 2));
    REQUIRE(alpha_of_attempt(0.6F) == Approx(0.05 / 6));
    REQUIRE(alpha_of_attempt(0.95F) == Approx(0.05 / 12));
    REQUIRE(service->live<toy>()->generation() == 2);
    REQUIRE(service->live<toy>()->metadata().metrics.at("attempt") == 3);
    REQUIRE(service->live<toy>()->metadata().metrics.at("p_value") < 0.05 / 12);
    REQUIRE(service->live<toy>()->metadata().metrics.at("units") == 12);
    REQUIRE(alpha_of_attempt(0.6F) == Approx(0.05 / 2));
}

TEST_CASE("the minimum of new samples is enforced", "[service]") {
    surroundings world;
    *world.source.rows = toy_rows(50);
    using service_type = toy_service<toy, all_of<min_interval<24h>, min_new_samples<10>>>;
    auto const service = world.make<service_type>(world.trainer);
    (*service)(ping{});
    REQUIRE(world.runs().size() == 1);
    REQUIRE(world.runs()[0].rows.new_samples == 50);

    world.clock.advance(25h);
    *world.source.rows = toy_rows(59);
    (*service)(ping{});
    REQUIRE(world.runs().size() == 1);
    REQUIRE(world.skips().back().refused.why == skip_reason::too_few_new_samples);
    REQUIRE(world.skips().back().refused.have == 9);
    REQUIRE(service->can_retrain_now().refused->have == 9);

    *world.source.rows = toy_rows(60);
    REQUIRE(service->can_retrain_now());
    (*service)(ping{});
    REQUIRE(world.runs().size() == 2);
    REQUIRE(world.runs()[1].rows.new_samples == 10);
}

TEST_CASE("immature, rewritten and known rows are no new samples", "[service]") {
    surroundings world;
    *world.source.rows = toy_rows(100);  // at day 60, rows 59 and later are not known yet
    auto const service = world.service();
    auto const first = service->retrain();
    REQUIRE(first.run.rows.read == 100);
    REQUIRE(first.run.rows.kept == 59);
    REQUIRE(first.run.rows.immature == 41);
    REQUIRE(first.run.rows.kept + first.run.rows.dropped() == first.run.rows.read);

    world.source.rows->contents[7] = 999;
    world.clock.advance(24h);
    auto const next = service->retrain();
    REQUIRE(next.run.rows.new_samples == 1);
    REQUIRE(next.run.rows.revised == 1);
}

// ---- failures ---------------------------------------------------------------------------------

TEST_CASE("a failed run does not consume the interval and is tried again, ever later", "[service]") {
    surroundings world;
    auto const service = world.service();
    *world.source.missing = true;
    (*service)(ping{});
    REQUIRE(world.runs().size() == 1);
    REQUIRE(world.runs()[0].failure->why == failure_reason::source_missing);

    (*service)(ping{});  // within the back-off
    REQUIRE(world.runs().size() == 1);
    REQUIRE(world.skips().back().refused.why == skip_reason::backing_off);

    for (int failures = 1; failures <= 10; ++failures) {
        auto const delay = std::min<std::chrono::nanoseconds>(1min * (1 << (failures - 1)), 6h);
        world.clock.advance(delay - 1ns);
        (*service)(clock_tick{});
        REQUIRE(world.runs().size() == static_cast<std::size_t>(failures));
        world.clock.advance(1ns);
        (*service)(clock_tick{});
        REQUIRE(world.runs().size() == static_cast<std::size_t>(failures) + 1);
    }
    REQUIRE(world.runs().back().reason == "next try of run 1: ping");

    *world.source.missing = false;
    world.clock.advance(6h);
    (*service)(clock_tick{});
    REQUIRE(world.runs().back().any_published());
    REQUIRE(service->stats().failed == 11);

    world.clock.advance(48h);  // nothing is left to be tried again
    auto const runs = world.runs().size();
    (*service)(clock_tick{});
    REQUIRE(world.runs().size() == runs);
}

TEST_CASE("one model may fail while another goes live, and alone is tried again", "[service]") {
    surroundings world;
    second_toy second;
    second.script->fails = true;
    using service_type = toy_service<train_each<toy, second_toy>>;
    auto const service = world.make<service_type>(world.trainer, second);
    (*service)(ping{});
    REQUIRE(world.runs()[0].models[0].published);
    REQUIRE(world.runs()[0].models[1].failure->why == failure_reason::training_failed);
    REQUIRE(service->live<"toy">());
    REQUIRE_FALSE(service->live<"second">());

    second.script->fails = false;
    world.clock.advance(1min);
    (*service)(clock_tick{});
    REQUIRE(world.runs().size() == 2);
    REQUIRE(world.runs()[1].models.size() == 1);
    REQUIRE(world.runs()[1].models[0].name == "second");
    REQUIRE(service->live<second_toy>()->generation() == 1);
}

TEST_CASE("what can't be published changes nothing", "[service]") {
    surroundings world;
    auto const service = world.service();
    REQUIRE(service->retrain());
    world.trainer.script->confidence = 0.99F;
    world.store.models->fails = true;
    auto const report = service->retrain();
    REQUIRE_FALSE(report);
    REQUIRE(report.run.models[0].failure->why == failure_reason::store_failed);
    REQUIRE(service->live<toy>()->generation() == 1);
    REQUIRE(service->live<toy>()->model().confidence == 0.9F);
}

TEST_CASE("a backup that fails stops the replacement", "[service]") {
    struct broken_backup {
        using policy_role = backup_role;
        std::string preserve(backup_request const&) {
            throw error{failure_reason::backup_failed, "no room for the copy"};
        }
    };
    using service_type = retraining_service<on<ping>, toy_source, memory_store, memory_ledger,
                                            kept_history, virtual_clock, broken_backup, toy_gate,
                                            toy>;
    surroundings world;
    auto const service = world.make<service_type>(world.trainer);
    REQUIRE(service->retrain());  // there is nothing to keep yet
    world.trainer.script->confidence = 0.99F;
    REQUIRE(service->retrain().run.models[0].failure->why == failure_reason::backup_failed);
    REQUIRE(service->live<toy>()->generation() == 1);
}

TEST_CASE("a sink that throws does not fail a run", "[service]") {
    surroundings world;
    world.history.kept->throws = true;
    auto const service = world.service();
    REQUIRE(service->retrain());
    REQUIRE(service->live<toy>());
}

TEST_CASE("data of a single class is refused", "[service]") {
    surroundings world;
    for (auto& label : world.source.rows->labels) label = 1;
    auto const report = world.service()->retrain();
    REQUIRE(report.run.failure->why == failure_reason::bad_data);
    REQUIRE_THAT(report.run.failure->text, ContainsSubstring("'avoid'"));
}

// ---- one run at a time ------------------------------------------------------------------------

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

TEST_CASE("a cancelled run changes nothing and is not tried again", "[service]") {
    surroundings world;
    auto const service = world.service();
    REQUIRE(service->retrain());
    auto const before = service->stats();
    world.trainer.script->confidence = 0.99F;
    world.trainer.script->during = [&] { service->cancel(); };
    auto const report = service->retrain();
    REQUIRE(report.run.cancelled());
    REQUIRE(service->live<toy>()->generation() == 1);
    REQUIRE(service->stats().failed == before.failed);
    REQUIRE(service->stats().last_run == before.last_run);
    world.trainer.script->during = {};
    world.clock.advance(1h);
    (*service)(clock_tick{});
    REQUIRE(world.runs().size() == 2);
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

// ---- names ------------------------------------------------------------------------------------

TEST_CASE("models are selected by type or by name", "[service]") {
    surroundings world;
    using service_type = toy_service<train_each<toy, second_toy>>;
    auto const service = world.make<service_type>(world.trainer);
    REQUIRE(service->retrain<second_toy>("by type").run.models[0].name == "second");
    REQUIRE(service->retrain("by name", "toy").run.models.size() == 1);
    REQUIRE(service->retrain("both", "toy", "second").run.models.size() == 2);
    auto const report = service->retrain("typo", "tyo");
    REQUIRE(report.skipped->why == skip_reason::unknown_model);
    REQUIRE_THAT(report.text, ContainsSubstring("'tyo'") && ContainsSubstring("toy, second"));
    REQUIRE(service->request("typo", "tyo").refused->why == skip_reason::unknown_model);
}

// ---- restarts ---------------------------------------------------------------------------------

TEST_CASE("a restart forgets neither the model nor the last run", "[service]") {
    surroundings world;
    REQUIRE(world.service()->retrain());
    auto const service = world.service();
    REQUIRE(service->live<toy>()->model().confidence == 0.9F);
    world.clock.advance(23h);
    (*service)(ping{});
    REQUIRE(world.runs().size() == 1);
    REQUIRE(service->stats().attempts == 1);
    REQUIRE(service->stats().promoted == 1);
    world.clock.advance(1h);
    (*service)(ping{});
    REQUIRE(world.runs().back().number == 2);
}

TEST_CASE("a restart remembers failures and what waits", "[service]") {
    surroundings world;
    *world.source.missing = true;
    (*world.service())(ping{});
    *world.source.missing = false;
    auto const service = world.service();
    event_bus bus;
    auto const connected = service->connect(bus);
    REQUIRE(world.runs().size() == 1);
    REQUIRE(service->can_retrain_now().refused->why == skip_reason::backing_off);
    world.clock.advance(1min);
    bus.publish(clock_tick{});
    REQUIRE(world.runs().size() == 2);
    REQUIRE(world.runs()[1].any_published());
}

TEST_CASE("a lost ledger does not forget the run that the model proves", "[service]") {
    surroundings world;
    REQUIRE(world.service()->retrain());
    world.ledger = memory_ledger{};
    auto const service = world.service();
    REQUIRE(service->can_retrain_now().refused->why == skip_reason::interval_not_over);
}

TEST_CASE("a last run in the future counts as now", "[service]") {
    surroundings world;
    REQUIRE(world.service()->retrain());
    world.clock.set(day(50));  // the clock was ten days ahead
    auto const service = world.service();
    REQUIRE(service->stats().last_run == day(50));
    world.clock.advance(24h);
    REQUIRE(service->can_retrain_now());
}

TEST_CASE("a damaged champion is passed over for the version before it", "[service]") {
    surroundings world;
    {
        auto const service = world.service();
        REQUIRE(service->retrain());
        world.trainer.script->confidence = 0.95F;
        REQUIRE(service->retrain());
    }
    world.store.models->files.at("toy/2").clear();
    auto const service = world.service();
    REQUIRE(service->live<toy>()->model().confidence == 0.9F);
    world.trainer.script->confidence = 0.97F;
    REQUIRE(service->retrain());
    REQUIRE(service->live<toy>()->generation() == 3);
}

TEST_CASE("a rollback is what the next read serves, and is recorded", "[service]") {
    surroundings world;
    auto const service = world.service();
    REQUIRE_THROWS_AS(service->rollback<toy>("too early"), error);
    REQUIRE(service->retrain());
    world.trainer.script->confidence = 0.95F;
    REQUIRE(service->retrain());
    REQUIRE(service->rollback<toy>("bad on Mondays") == 3);
    REQUIRE(service->live<toy>()->model().confidence == 0.9F);
    REQUIRE(world.service()->live<toy>()->model().confidence == 0.9F);
    REQUIRE(world.runs().back().models[0].by_hand->because == "bad on Mondays");
    REQUIRE_THROWS_WITH(service->rollback("tyo", "typo"), ContainsSubstring("'tyo'"));
}

// ---- the executor -----------------------------------------------------------------------------

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
    std::atomic<bool> ending = false;
    world.trainer.script->during = [&] {
        training = true;
        while (!ending) std::this_thread::yield();
    };
    using service_type = toy_service<toy, background_executor>;
    auto service = world.make<service_type>(world.trainer);
    REQUIRE(service->request("unfinished"));
    while (!training) std::this_thread::yield();
    std::thread helper{[&] {
        std::this_thread::sleep_for(20ms);
        ending = true;
    }};
    service.reset();
    helper.join();
    REQUIRE(world.runs().back().cancelled());
    REQUIRE(world.store.models->manifests.empty());

    world.trainer.script->during = {};
    auto const again = world.service();
    event_bus bus;
    auto const connected = again->connect(bus);
    REQUIRE(world.runs().back().reason == "unfinished");
    REQUIRE(again->live<toy>());
}

TEST_CASE("readers get a whole model during swaps", "[service]") {
    surroundings world;
    auto const service = world.service();
    REQUIRE(service->retrain());
    std::atomic<bool> done = false;
    std::thread reader{[&] {
        std::uint64_t last = 0;
        while (!done) {
            auto const live = service->live<toy>();
            auto const says = live->predict_proba(std::array{0.0F});
            if (says[0] != live->model().confidence || live->generation() < last) std::abort();
            last = live->generation();
        }
    }};
    for (int step = 1; step < 50; ++step) {
        world.trainer.script->confidence = 0.9F + 0.001F * static_cast<float>(step);
        REQUIRE(service->retrain().run.models[0].published);
    }
    done = true;
    reader.join();
}

// ---- what triggers may know -------------------------------------------------------------------

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

/// Keeps the number of rows that the live model learned from.
struct counts_rows {
    using policy_role = trigger_role;
    using events = type_list<ping>;
    std::shared_ptr<std::vector<std::string>> given = std::make_shared<std::vector<std::string>>();

    std::optional<reason> observe(ping const&, observation const&) noexcept { return {}; }
    std::string summarize(dataset_view rows) const { return std::to_string(rows.row_count()); }
    void compare_with(std::string_view summary) {
        given->emplace_back(summary);
        if (summary == "60") throw error{failure_reason::bad_data, "60 rows are too few"};
    }
};
static_assert(ReferenceTrigger<counts_rows>);

}  // namespace

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

TEST_CASE("what a trigger wants to know of the training rows travels with the model", "[service]") {
    surroundings world;
    counts_rows const counting;
    using service_type = retraining_service<counts_rows, toy_source, memory_store, memory_ledger,
                                            kept_history, virtual_clock, no_backup, toy>;
    {
        auto const service = world.make<service_type>(world.trainer, counting);
        REQUIRE(counting.given->empty());
        world.clock.set(day(110));
        REQUIRE(service->retrain());
        REQUIRE(service->live<toy>()->metadata().reference == "100");
        REQUIRE(*counting.given == std::vector<std::string>{"100"});
        world.trainer.script->confidence = 0.3F;
        REQUIRE(service->retrain());  // rejected: the live model is what it was
        REQUIRE(counting.given->size() == 1);
    }
    auto const service = world.make<service_type>(world.trainer, counting);  // over a restart
    REQUIRE(*counting.given == std::vector<std::string>{"100", "100"});

    world.store.models->manifests.at("toy").champion.metadata.reference = "60";
    auto const other = world.make<service_type>(world.trainer, counting);
    REQUIRE(other->live<toy>());  // that it throws stops nothing
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

TEST_CASE("a run over its budget changes nothing, and is tried again", "[service]") {
    surroundings world;
    settings values;
    values.max_run_minutes = 0.001;
    // Until it is told to stop, as a trainer between two rounds.
    world.trainer.script->wait_for_stop = true;
    auto const service = world.make<>(world.trainer, values);
    auto const report = service->retrain();
    REQUIRE(report.run.models[0].failure->why == failure_reason::timed_out);
    REQUIRE_FALSE(service->live<toy>());
    REQUIRE(service->stats().failed == 1);
    REQUIRE(world.ledger.load().pending->reason == "next try of run 1: manual");
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

TEST_CASE("a store that can't be written is served, and a run in it is a skip", "[service]") {
    surroundings world;
    REQUIRE(world.service()->retrain());
    world.store.models->read_only = true;
    auto const service = world.service();
    REQUIRE(service->live<toy>());
    REQUIRE(service->retrain().skipped->why == skip_reason::store_read_only);
    REQUIRE(service->live<toy>()->generation() == 1);
    REQUIRE(world.runs().size() == 1);
    world.store.models->read_only = false;
    REQUIRE(service->retrain().run.any_verdict());
}
