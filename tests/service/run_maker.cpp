#include <retrain/service/run_maker.hpp>

#include <service/toy_service.hpp>

#include <retrain/interval/all_of.hpp>
#include <retrain/interval/min_new_samples.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>

using namespace retrain;
using namespace retrain::testing;

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

TEST_CASE("a run that fails before it has its request loses nothing that was joined to it",
          "[service]") {
    surroundings world;
    ledger_state book;
    book.running = pending_request{.reason = "of a process that was killed", .models = {"toy"}};
    book.pending = pending_request{.reason = "asked for meanwhile", .models = {"second"}};
    world.ledger.save(book);
    world.store.models->lock_fails = true;
    using service_type = toy_service<train_each<toy, second_toy>>;
    auto const service = world.make<service_type>(world.trainer);
    (*service)(clock_tick{});
    REQUIRE(world.runs().back().failure->why == failure_reason::store_failed);
    REQUIRE(world.ledger.load().pending->models.size() == 2);
    world.store.models->lock_fails = false;
    world.clock.advance(1min);
    (*service)(clock_tick{});
    REQUIRE(service->live<toy>());
    REQUIRE(service->live<second_toy>());
    REQUIRE_FALSE(world.ledger.load().pending);
}

TEST_CASE("what the store has lost serves on, and nothing takes its place unseen", "[service]") {
    surroundings world;
    {
        auto const service = world.service();
        REQUIRE(service->retrain());
        auto const lost = world.store.models->manifests;
        world.store.models->manifests.clear();
        world.trainer.script->confidence = 0.99F;
        auto const report = service->retrain();
        REQUIRE(report.run.models[0].failure->why == failure_reason::store_failed);
        REQUIRE_THAT(report.run.models[0].failure->text,
                     ContainsSubstring("has no manifest of 'toy' any more") &&
                         ContainsSubstring("restart the service"));
        REQUIRE(service->live<toy>()->generation() == 1);
        REQUIRE(world.store.models->manifests.empty());
        world.store.models->manifests = lost;
        REQUIRE(service->retrain().run.models[0].published);
        world.store.models->manifests.clear();
    }
    auto const anew = world.service();
    REQUIRE_FALSE(anew->live<toy>());
    REQUIRE(anew->retrain().run.models[0].published);
    REQUIRE(anew->live<toy>()->generation() == 1);
}
