#include <retrain/service/model_slot.hpp>

#include <retrain/backup/no_backup.hpp>
#include <retrain/promotion/replace.hpp>
#include <retrain/split/purged_holdout.hpp>
#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/log_loss.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// However few units that leaves.
using last_fifth = purged_holdout<20, refit, 500, 0>;

/// Content with the few rows of a toy.
using toy_gate = champion_challenger<log_loss, min_units<2>>;

/// A slot and what surrounds it.
struct fixture {
    dataset all = toy_rows(100);
    contest_rows rows = split_contest(last_fifth{}, all.view());
    training_request training{};
    std::string because = "test";
    toy_trainer<> trainer;
    memory_store store;
    no_backup backup;
    replace promotion;
    model_slot<toy_trainer<>> slot;

    template <bool Refits = true>
    model_outcome run() {
        return slot.run<Refits>(trainer, {rows, training, because, day(200)},
                                toy_gate{}, promotion, backup, store);
    }
    void refresh(std::string* said = nullptr) {
        slot.refresh(store, [&](log_level, std::string const& text) {
            if (said != nullptr) *said += text;
        });
    }
};

}  // namespace

TEST_CASE("a winner is trained again on all rows, and both models are kept", "[model_slot]") {
    fixture world;
    auto const outcome = world.run();
    REQUIRE(outcome.published);
    REQUIRE(world.trainer.script->rows == std::vector<std::size_t>{78, 100});
    auto const& champion = world.store.models->manifests.at("toy").champion;
    REQUIRE(champion.live.file != champion.judge.file);
    REQUIRE(champion.metadata.rows == 100);
    REQUIRE(champion.metadata.judge_rows == 78);
    REQUIRE(champion.metadata.judge_saw_until == day(79));
    REQUIRE(champion.metadata.rows_known_until == day(101));
    REQUIRE(champion.metadata.metrics.at("log_loss") < champion.metadata.metrics.at("floor_log_loss"));
}

TEST_CASE("without refit the judge itself goes live", "[model_slot]") {
    fixture world;
    REQUIRE(world.run<false>().published);
    REQUIRE(world.trainer.script->rows == std::vector<std::size_t>{78});
    auto const& champion = world.store.models->manifests.at("toy").champion;
    REQUIRE(champion.live == champion.judge);
}

TEST_CASE("a model that another process published is served, and not overwritten", "[model_slot]") {
    fixture world;
    REQUIRE(world.run().published);
    model_slot<toy_trainer<>> elsewhere;
    elsewhere.refresh(world.store, [](log_level, std::string const&) {});
    world.trainer.script->confidence = 0.95F;
    REQUIRE(elsewhere
                .run<true>(world.trainer, {world.rows, world.training, world.because, day(200)},
                           toy_gate{}, replace{}, world.backup, world.store)
                .published);

    world.trainer.script->confidence = 0.99F;
    auto const late = world.run();  // it does not know of generation 2 yet
    REQUIRE(late.failure->why == failure_reason::superseded);
    REQUIRE(world.slot.live()->model().confidence == 0.9F);
    world.refresh();
    REQUIRE(world.slot.live()->model().confidence == 0.95F);
    REQUIRE(world.run().published);
}

TEST_CASE("where no version can serve, what serves goes on", "[model_slot]") {
    fixture world;
    REQUIRE(world.run().published);
    model_slot<toy_trainer<>> fresh;
    world.store.models->files.at("toy/1").clear();
    std::string said;
    fresh.refresh(world.store, [&](log_level, std::string const& text) { said += text; });
    REQUIRE_FALSE(fresh.live());
    REQUIRE_THAT(said, ContainsSubstring("can't serve"));
    REQUIRE(world.slot.live());
}

TEST_CASE("a model of another kind is refused by name", "[model_slot]") {
    fixture world;
    REQUIRE(world.run().published);
    world.store.models->manifests.at("toy").extension = "ubj";
    model_slot<toy_trainer<>> fresh;
    REQUIRE_THROWS_WITH(fresh.refresh(world.store, [](log_level, std::string const&) {}),
                        ContainsSubstring(".ubj"));
}

TEST_CASE("a stop between training and publishing is honoured", "[model_slot]") {
    fixture world;
    std::stop_source source;
    world.training.stop = source.get_token();
    struct stopping_backup {
        using policy_role = backup_role;
        std::stop_source& source;
        std::string preserve(backup_request const&) {
            source.request_stop();
            return {};
        }
    };
    REQUIRE(world.run().published);
    world.trainer.script->confidence = 0.95F;
    stopping_backup backup{source};
    auto const outcome =
        world.slot.run<true>(world.trainer, {world.rows, world.training, world.because, day(200)},
                             toy_gate{}, world.promotion, backup,
                             world.store);
    REQUIRE(outcome.failure->why == failure_reason::cancelled);
    REQUIRE(world.store.models->manifests.at("toy").generation == 1);
}

namespace {
/// A model that carries what is known of it inside.
struct annotated_model : toy_model {
    std::map<std::string, std::string> notes;

    [[nodiscard]] static annotated_model load(std::span<std::byte const> bytes) {
        return {toy_model::load(bytes.first(sizeof(float))), {}};
    }
    [[nodiscard]] std::vector<std::byte> save() const {
        auto bytes = toy_model::save();
        for (auto const& [key, value] : notes)
            for (char const c : key + "=" + value + "\n") bytes.push_back(static_cast<std::byte>(c));
        return bytes;
    }
    void annotate(std::string_view key, std::string_view value) {
        notes.insert_or_assign(std::string{key}, std::string{value});
    }
};
struct annotating_trainer : toy_trainer<"annotated"> {
    annotated_model train(training_request const& request) {
        return {toy_trainer<"annotated">::train(request), {}};
    }
};
}  // namespace

TEST_CASE("a model that can carry metadata carries it, live and judge", "[model_slot]") {
    fixture world;
    annotating_trainer trainer;
    model_slot<annotating_trainer> slot;
    REQUIRE(slot.run<true>(trainer, {world.rows, world.training, world.because, day(200)},
                           champion_challenger<log_loss>{}, replace{}, world.backup, world.store)
                .published);
    auto const& champion = world.store.models->manifests.at("annotated").champion;
    for (auto const& seal : {champion.live, champion.judge}) {
        auto const bytes = world.store.read(seal);
        std::string text;
        for (auto const byte : bytes) text += static_cast<char>(byte);
        for (auto const* note :
             {"retrain.classes=buy,avoid", "retrain.trained_because=test", "retrain.rows=100",
              "retrain.trained_at=2020-07-19T00:00:00Z", "retrain.judge_saw_until=2020-03-20",
              "retrain.verdict=no_baseline: first_model", "retrain.metric.log_loss="})
            REQUIRE_THAT(text, ContainsSubstring(note));
    }
}
