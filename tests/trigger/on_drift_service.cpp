#include <retrain/trigger/on_drift.hpp>

#include <retrain/backup/no_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/drift/ddm.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/ledger/memory_ledger.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/trainer/train_each.hpp>
#include <retrain/validation/no_validation.hpp>
#include <retrain/window/all_rows.hpp>
#include <retrain/window/last_rows.hpp>
#include <retrain/window/windows.hpp>

#include <support/catch.hpp>
#include <support/reference_stream.hpp>
#include <support/toy.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

using namespace retrain;
using namespace retrain::testing;

namespace {

using drift_service =
    retraining_service<on_drift<ddm<>>, min_new_samples<30>, toy_source, memory_store,
                       memory_ledger, kept_history, virtual_clock, no_backup, no_validation,
                       toy_trainer<>>;

struct surroundings {
    toy_source source{std::make_shared<dataset>(toy_rows(200))};
    memory_store store{};
    memory_ledger ledger{};
    kept_history history{};
    virtual_clock clock{day(60)};

    auto service() {
        return std::make_unique<drift_service>(source, store, ledger, history, clock);
    }
    auto const& runs() const { return history.kept->runs; }
};

void tell(auto& service, std::string const& model, std::uint64_t generation, bool error) {
    service(prediction_outcome{
        .model = model, .generation = generation, .error = error ? 1.0 : 0.0});
}
/// The live model errs once in five.
void go_well(auto& service, std::uint64_t generation, std::string const& model = "toy") {
    for (std::size_t i = 0; i < 60; ++i) tell(service, model, generation, i % 5 == 0);
}
/// The same, and then it errs always.
void go_wrong(auto& service, std::uint64_t generation, std::string const& model = "toy") {
    go_well(service, generation, model);
    for (std::size_t i = 0; i < 140; ++i) tell(service, model, generation, true);
}

}  // namespace

TEST_CASE("an alarm with too few new labels waits for them, across restarts", "[service]") {
    surroundings world;
    auto service = world.service();
    REQUIRE(service->retrain("first"));
    std::uint64_t const generation = service->live<toy_trainer<>>()->generation();

    go_wrong(*service, generation);
    (*service)(clock_tick{});
    REQUIRE(world.runs().size() == 1);  // no row has matured since
    REQUIRE(service->stats().skips.at("too_few_new_samples") == 1);

    world.clock.advance(24h);
    (*service)(clock_tick{});
    REQUIRE(world.runs().size() == 1);
    REQUIRE(service->stats().skips.at("too_few_new_samples") == 2);

    service.reset();
    service = world.service();
    world.clock.advance(24h * 35);  // 36 rows have matured
    (*service)(clock_tick{});
    REQUIRE(world.runs().size() == 2);
    REQUIRE(world.runs()[1].reason.starts_with("drift (0."));

    world.clock.advance(24h);
    (*service)(clock_tick{});
    REQUIRE(world.runs().size() == 2);
    REQUIRE(service->stats().skips.at("too_few_new_samples") == 2);  // it was not asked again
}

TEST_CASE("after drift a window may take the recent past", "[service]") {
    using recent_after_drift =
        retraining_service<on_drift<ddm<>>, min_new_samples<30>, toy_source, memory_store,
                           memory_ledger, kept_history, virtual_clock, no_backup, toy_trainer<>,
                           windows<when<"drift", last_rows<20>>, otherwise<all_rows>>>;
    surroundings world;
    recent_after_drift service{world.source, world.store, world.ledger, world.history, world.clock};
    REQUIRE(service.retrain("first"));
    REQUIRE(world.runs()[0].rows.outside_window == 0);
    world.clock.advance(24h * 35);
    go_wrong(service, 1);
    REQUIRE(world.runs().size() == 2);
    REQUIRE(world.runs()[1].rows.training == 20);
    REQUIRE(world.runs()[1].rows.outside_window > 0);
    REQUIRE(world.runs()[1].reason.starts_with("drift (0."));
    REQUIRE(world.runs()[1].reason.ends_with("): ddm"));
}

TEST_CASE("an alarm with too few new labels outlives a program that is killed", "[service]") {
    surroundings world;
    auto const service = world.service();
    REQUIRE(service->retrain("first"));
    go_wrong(*service, service->live<toy_trainer<>>()->generation());
    REQUIRE(service->stats().skips.at("too_few_new_samples") == 1);

    surroundings after{.source = world.source, .store = world.store};
    after.ledger.save(world.ledger.load());  // while the first service still lives
    auto const again = after.service();
    REQUIRE(again->look_at_trigger([](auto const& trigger) { return trigger.pending(); }));
    after.clock.set(day(96));
    (*again)(clock_tick{});
    REQUIRE(after.runs().size() == 1);
    REQUIRE(after.runs()[0].reason.starts_with("drift (0."));
}

TEST_CASE("outcomes of a version that was replaced do not alarm", "[service]") {
    surroundings world;
    auto service = world.service();
    REQUIRE(service->retrain("first"));
    go_well(*service, 1);
    world.clock.advance(24h * 35);

    SECTION("by a run") {
        REQUIRE(service->retrain("second"));
        REQUIRE(service->live<toy_trainer<>>()->generation() == 2);
        world.clock.advance(24h * 35);
        go_wrong(*service, 1);  // before any outcome of the new one is known
        REQUIRE(world.runs().size() == 2);
        go_wrong(*service, 2);
        REQUIRE(world.runs().size() == 3);
    }
    SECTION("by a rollback") {
        REQUIRE(service->retrain("second"));
        service->rollback<toy_trainer<>>("the new one lost money");
        REQUIRE(world.runs().size() == 3);
        world.clock.advance(24h * 35);
        go_wrong(*service, 1);
        go_wrong(*service, 2);
        REQUIRE(world.runs().size() == 3);
        go_wrong(*service, 3);
        REQUIRE(world.runs().size() == 4);
    }
    SECTION("by another process, before a restart") {
        service.reset();
        drift_service other{world.source, world.store, memory_ledger{}, world.history, world.clock};
        REQUIRE(other.retrain("elsewhere"));
        world.clock.advance(24h * 35);
        service = world.service();
        REQUIRE(service->live<toy_trainer<>>()->generation() == 2);
        go_wrong(*service, 1);
        REQUIRE(world.runs().size() == 2);
        go_wrong(*service, 2);
        REQUIRE(world.runs().size() == 3);
    }
    SECTION("but a restart alone replaces none") {
        service.reset();
        service = world.service();
        REQUIRE(service->look_at_trigger([](auto const& t) { return t.detector().save(); }) !=
                ddm<>{}.save());
        go_wrong(*service, 1);
        REQUIRE(world.runs().size() == 2);
    }
}

TEST_CASE("generations are those of the model that an outcome names", "[service]") {
    using second = toy_trainer<"second">;
    retraining_service<on_drift<ddm<>>, min_new_samples<0>, toy_source, memory_store, memory_ledger,
                       kept_history, virtual_clock, no_backup, no_validation,
                       train_each<toy_trainer<>, second>>
        service{virtual_clock{day(60)}};
    auto const runs = [&] { return service.stats().attempts; };
    REQUIRE(service.retrain("all"));
    REQUIRE(service.retrain<second>("one of them"));
    REQUIRE(service.live<second>()->generation() == 2);
    go_wrong(service, 1, "second");
    REQUIRE(runs() == 2);
    go_wrong(service, 1, "toy");
    REQUIRE(runs() == 3);
}
