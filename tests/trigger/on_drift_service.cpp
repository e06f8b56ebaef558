#include <retrain/trigger/on_drift.hpp>

#include <retrain/backup/no_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/drift/ddm.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/ledger/memory_ledger.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/window/all_rows.hpp>
#include <retrain/window/last_rows.hpp>
#include <retrain/window/windows.hpp>

#include <support/catch.hpp>
#include <support/reference_stream.hpp>
#include <support/toy.hpp>

#include <cstddef>
#include <memory>

using namespace retrain;
using namespace retrain::testing;

namespace {

using drift_service =
    retraining_service<on_drift<ddm<>>, min_new_samples<30>, toy_source, memory_store,
                       memory_ledger, kept_history, virtual_clock, no_backup, toy_trainer<>>;

struct surroundings {
    toy_source source{};
    memory_store store{};
    memory_ledger ledger{};
    kept_history history{};
    virtual_clock clock{day(60)};

    auto service() {
        return std::make_unique<drift_service>(source, store, ledger, history, clock);
    }
    auto const& runs() const { return history.kept->runs; }
};

/// The live model errs once in five, and after 60 outcomes always.
template <class Service>
void go_wrong(Service& service, std::uint64_t generation) {
    for (std::size_t i = 0; i < 200; ++i)
        service(prediction_outcome{.model = "toy",
                                   .generation = generation,
                                   .error = i >= 60 || i % 5 == 0 ? 1.0 : 0.0});
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
    auto const service = world.service();
    REQUIRE(service->retrain("first"));
    (*service)(prediction_outcome{.model = "toy", .generation = 2, .error = 0});
    world.clock.advance(24h * 35);
    go_wrong(*service, 1);
    REQUIRE(world.runs().size() == 1);
    go_wrong(*service, 2);
    REQUIRE(world.runs().size() == 2);
}
