#include <retrain/retraining_service.hpp>

#include <service/toy_service.hpp>

#include <retrain/executor/background_executor.hpp>

#include <support/catch.hpp>

#include <array>
#include <atomic>
#include <concepts>
#include <cstdlib>
#include <thread>
#include <type_traits>
#include <utility>

using namespace retrain;
using namespace retrain::testing;

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
