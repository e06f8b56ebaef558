#include <retrain/backup/no_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/defaults.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/executor/background_executor.hpp>
#include <retrain/interval/min_interval.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/trigger/on.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>
#include <support/toy.hpp>

#include <chrono>
#include <memory>
#include <thread>
#include <utility>

using namespace retrain;
using namespace retrain::testing;

// Services of one directory, as processes beside each other have them: locks, ledger and models are
// files, so that it makes no difference that they are here in one.
namespace {

struct ping {};

template <class... Policies>
using sharing_service =
    retraining_service<on<ping>, toy_source, kept_history, virtual_clock, no_backup, toy_trainer<>,
                       champion_challenger<log_loss, min_units<2>>, Policies...>;

/// What the processes have in common, and what a test holds in its hand.
struct common_ground {
    scratch_directory scratch;
    toy_source source;
    kept_history history;
    virtual_clock clock{day(60)};
    toy_trainer<> trainer;
    settings values = [this] {
        settings made;
        made.models_directory = (scratch / "models").string();
        return made;
    }();

    template <class Service = sharing_service<>>
    [[nodiscard]] auto process() {
        return std::make_unique<Service>(source, history, clock, trainer, values);
    }
    auto& runs() { return history.kept->runs; }
    auto& skips() { return history.kept->skips; }
};

}  // namespace

TEST_CASE("a run of one process consumes the interval of all", "[several_processes]") {
    common_ground ground;
    auto const one = ground.process();
    auto const other = ground.process();
    (*one)(ping{});
    REQUIRE(ground.runs().size() == 1);
    (*other)(ping{});  // which has not heard of it, and asks the ledger before it trains
    CHECK(ground.runs().size() == 1);
    CHECK(other->stats().last_run == day(60));
    CHECK(other->stats().skips.at("interval_not_over") == 1);
    CHECK(other->can_retrain_now().refused->why == skip_reason::interval_not_over);

    ground.clock.advance(std::chrono::hours{25});
    *ground.source.rows = toy_rows(110);
    (*other)(ping{});
    REQUIRE(ground.runs().size() == 2);
    CHECK(ground.runs().back().number == 2);
    CHECK(one->retrain().run.number == 3);
    CHECK(one->stats().attempts == 3);
}

TEST_CASE("readers see what another process made live", "[several_processes]") {
    common_ground ground;
    auto const one = ground.process();
    auto const other = ground.process();
    REQUIRE(one->retrain());
    CHECK_FALSE(other->live<toy_trainer<>>());
    other->look_again();
    REQUIRE(other->live<toy_trainer<>>());
    CHECK(other->live<toy_trainer<>>()->generation() == 1);

    ground.clock.advance(std::chrono::hours{24 * 40});
    *ground.source.rows = toy_rows(140);
    ground.trainer.script->confidence = 0.99F;
    REQUIRE(one->retrain());
    REQUIRE(one->live<toy_trainer<>>()->generation() == 2);
    one->rollback("toy", "it was worse on Mondays");
    CHECK(other->live<toy_trainer<>>()->generation() == 1);
    other->look_again();
    CHECK(other->live<toy_trainer<>>()->generation() == 3);
    CHECK(other->live<toy_trainer<>>()->model().confidence == 0.9F);
}

TEST_CASE("a pin changes nothing that readers see", "[several_processes]") {
    common_ground ground;
    auto const one = ground.process();
    auto const other = ground.process();
    REQUIRE(one->retrain());
    REQUIRE(one->pin("toy", "the board meets").generation == 2);  // of the manifest
    other->look_again();
    CHECK(one->live<toy_trainer<>>()->generation() == 1);
    CHECK(other->live<toy_trainer<>>()->generation() == 1);
    CHECK(ground.process()->live<toy_trainer<>>()->generation() == 1);
    REQUIRE(one->unpin("toy", "it has met").generation == 3);
    other->look_again();
    CHECK(other->live<toy_trainer<>>()->generation() == 1);
    CHECK(ground.process()->live<toy_trainer<>>()->generation() == 1);

    ground.clock.advance(std::chrono::hours{24 * 40});
    *ground.source.rows = toy_rows(140);
    ground.trainer.script->confidence = 0.99F;
    REQUIRE(other->retrain().run.any_published());  // the pins are no reason to be superseded
    CHECK(other->live<toy_trainer<>>()->generation() == 4);
    one->look_again();
    CHECK(one->live<toy_trainer<>>()->generation() == 4);
    REQUIRE(one->rollback("toy", "it was worse on Mondays") == 5);  // which pins
    CHECK(one->live<toy_trainer<>>()->generation() == 5);
    one->unpin("toy", "it is well");
    CHECK(ground.process()->live<toy_trainer<>>()->generation() == 5);
}

TEST_CASE("a rollback during a run of another process reaches its readers, and stands",
          "[several_processes]") {
    common_ground ground;
    ground.values.look_seconds = 0.01;
    auto const one = ground.process();
    auto const person = ground.process();
    REQUIRE(one->retrain());
    ground.clock.advance(std::chrono::hours{24 * 40});
    *ground.source.rows = toy_rows(140);
    ground.trainer.script->confidence = 0.95F;
    REQUIRE(one->retrain());
    REQUIRE(one->live<toy_trainer<>>()->generation() == 2);

    ground.clock.advance(std::chrono::hours{24 * 40});
    *ground.source.rows = toy_rows(180);
    ground.trainer.script->confidence = 0.99F;
    std::uint64_t served = 0;
    ground.trainer.script->during = [&] {
        if (served != 0) return;
        person->rollback("toy", "too many buys");
        while (one->live<toy_trainer<>>()->generation() == 2) std::this_thread::yield();
        served = one->live<toy_trainer<>>()->generation();
    };
    auto const report = one->retrain();
    CHECK(served == 3);
    REQUIRE(report.run.models.front().failure);
    CHECK(report.run.models.front().failure->why == failure_reason::superseded);
    CHECK(one->live<toy_trainer<>>()->generation() == 3);
    CHECK(one->live<toy_trainer<>>()->model().confidence == 0.9F);
}

TEST_CASE("a pause stops all processes, and requests wait for its end", "[several_processes]") {
    common_ground ground;
    auto const one = ground.process();
    auto const person = ground.process();
    CHECK_THROWS_AS(person->pause(" "), error);
    CHECK_FALSE(person->paused());
    person->pause("the feed is broken");
    (*one)(ping{});
    CHECK(ground.runs().size() == 1);  // the pause itself
    CHECK(ground.runs().back().reason == "paused: the feed is broken");
    CHECK(one->retrain().skipped->why == skip_reason::paused);
    CHECK(one->paused()->because == "the feed is broken");
    CHECK(one->paused()->since == day(60));
    (*one)(ping{});
    REQUIRE_FALSE(ground.skips().empty());
    CHECK(ground.skips().back().refused.why == skip_reason::paused);
    CHECK(one->can_retrain_now().refused->why == skip_reason::paused);
    REQUIRE(one->request("as soon as it may be"));
    CHECK(ground.runs().size() == 1);

    auto const restarted = ground.process();
    CHECK(restarted->paused());
    restarted->look_again();
    CHECK(ground.runs().size() == 1);

    person->resume("it is mended");
    CHECK_FALSE(person->paused());
    REQUIRE(ground.runs().size() == 3);  // it is the person's process that was there first
    CHECK(ground.runs()[1].reason == "resumed: it is mended");
    CHECK(ground.runs().back().coalesced == 1);  // the event before it knew, and the request
    one->look_again();
    restarted->look_again();
    CHECK(ground.runs().size() == 3);  // it is answered
    CHECK_FALSE(one->paused());
}

TEST_CASE("a request that is left is taken up by the process that makes the runs",
          "[several_processes]") {
    common_ground ground;
    auto const tool = ground.process();
    CHECK(tool->leave_request("from the tool", "nobody").refused->why == skip_reason::unknown_model);
    REQUIRE(tool->leave_request("from the tool", "toy"));
    CHECK(ground.runs().empty());

    ground.values.look_seconds = 0.01;
    event_bus bus;
    using served = sharing_service<background_executor>;
    auto const service = ground.process<served>();
    auto const connection = service->connect(bus);
    while (!service->live<toy_trainer<>>()) std::this_thread::yield();
    while (tool->paused()) std::this_thread::yield();

    // And again while it runs: its timer looks.
    tool->look_again();
    REQUIRE(tool->leave_request("once more"));
    while (service->stats().attempts < 2) std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

TEST_CASE("at a tick the service takes up what was left", "[several_processes]") {
    common_ground ground;
    ground.values.look_seconds = 1e-9;
    auto const one = ground.process();
    auto const tool = ground.process();
    REQUIRE(tool->leave_request("from the tool"));
    (*one)(clock_tick{ground.clock.now()});
    REQUIRE(ground.runs().size() == 1);
    CHECK(ground.runs().front().reason == "from the tool");
}

TEST_CASE("who finds the directory locked leaves its request to the one at work",
          "[several_processes]") {
    common_ground ground;
    auto const one = ground.process();
    auto const other = ground.process();
    bool asked = false;
    ground.trainer.script->during = [&] {
        if (std::exchange(asked, true)) return;
        auto const refused = other->retrain("meanwhile");
        REQUIRE(refused.skipped);
        CHECK(refused.skipped->why == skip_reason::locked_elsewhere);
    };
    REQUIRE(one->retrain("first"));
    REQUIRE(ground.runs().size() == 2);
    CHECK(ground.runs().back().reason == "meanwhile");
    ground.clock.advance(std::chrono::hours{1});
    other->look_again();
    CHECK(ground.runs().size() == 2);
}
