// Through a whole service, too: what happens to candidates that do not go live at once.
#include <retrain/service/kept_candidates.hpp>

#include <retrain/retraining_service.hpp>

#include <retrain/backup/no_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/interval/always.hpp>
#include <retrain/ledger/memory_ledger.hpp>
#include <retrain/promotion/await_approval.hpp>
#include <retrain/promotion/keep_as_challenger.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

using toy = toy_trainer<>;
/// Decides on the few days that a test has.
using toy_gate = champion_challenger<log_loss, min_units<2>>;

struct surroundings {
    toy_source source;
    memory_store store;
    memory_ledger ledger;
    kept_history history;
    virtual_clock clock{day(110)};
    toy trainer;

    template <class Promotion = replace>
    auto make() {
        return std::make_unique<
            retraining_service<toy_source, memory_store, memory_ledger, kept_history, virtual_clock,
                               no_backup, always, toy, toy_gate, Promotion>>(source, store, ledger, history,
                                                                   clock, trainer);
    }
    auto const& last() const { return history.kept->runs.back().models.front(); }
    std::vector<candidate_state> states() {
        std::vector<candidate_state> all;
        for (auto const& kept : store.candidates("toy")) all.push_back(kept.state);
        return all;
    }
};

using waits = await_approval<24h * 7>;

/// A clear win goes live at once, a narrow one is set aside.
template <candidate_state State>
struct sets_narrow_aside {
    using policy_role = promotion_role;
    static std::optional<set_aside_as> place(verdict const& won, time_point) noexcept {
        if (!(won.challenger > 0.3 * won.champion)) return std::nullopt;
        return set_aside_as{State, not_yet};
    }
};
using asks_when_narrow = sets_narrow_aside<candidate_state::waiting>;

/// A service on which 0.7 is live and 0.85 is set aside.
template <class Promotion>
auto with_narrow_winner(surroundings& world) {
    auto service = world.make<Promotion>();
    for (float const confidence : {0.7F, 0.85F}) {
        world.trainer.script->confidence = confidence;
        REQUIRE(service->retrain());
        world.clock.advance(24h);
    }
    REQUIRE(service->open_candidate("toy"));
    REQUIRE(service->template live<toy>()->model().confidence == 0.7F);
    return service;
}

/// A store that can't write its list of candidates.
struct unsettled_store : memory_store {
    std::shared_ptr<bool> full = std::make_shared<bool>(false);
    void settle(std::string_view name, std::uint64_t number, std::optional<candidate_state> state,
                std::string_view because) {
        if (*full) throw error{failure_reason::store_failed, "the disk is full"};
        memory_store::settle(name, number, state, because);
    }
};

}  // namespace

TEST_CASE("a rejected candidate is kept for inspection, and changes nothing", "[candidates]") {
    surroundings world;
    auto const service = world.make();
    REQUIRE(service->retrain());
    world.trainer.script->confidence = 0.3F;  // worse than the class frequencies
    REQUIRE(service->retrain());
    CHECK(world.last().verdict->kind == decision_kind::reject);
    CHECK(world.last().kept == candidate_state::rejected);
    CHECK(world.last().candidate == 1);
    CHECK(service->live<toy>()->model().confidence == 0.9F);
    auto const kept = world.store.candidates("toy").front();
    CHECK(toy_model::load(world.store.read(kept.judge)).confidence == 0.3F);
    CHECK(kept.metadata.verdict == "reject: below_floor");
    CHECK_FALSE(service->open_candidate("toy"));
}

TEST_CASE("a rejected candidate that can't be kept is no failure", "[candidates]") {
    surroundings world;
    auto const service = world.make();
    world.trainer.script->confidence = 0.3F;
    world.store.models->fails = true;
    auto const report = service->retrain();
    CHECK_FALSE(report.run.any_failure());
    CHECK_FALSE(report.run.models.front().kept);
}

TEST_CASE("a winner waits until a person approves it", "[candidates]") {
    surroundings world;
    {
        auto const service = world.make<waits>();
        REQUIRE(service->retrain());
        CHECK(world.last().kept == candidate_state::waiting);
        CHECK_FALSE(world.last().published);
        CHECK_FALSE(service->live<toy>());
        CHECK(service->stats().promoted == 0);
    }
    auto const service = world.make<waits>();  // over a restart
    CHECK_FALSE(service->live<toy>());
    auto const open = service->open_candidate("toy");
    REQUIRE(open);
    CHECK(open->expires == day(117));

    auto const outcome = service->approve("toy", "looked at the trades");
    CHECK(outcome.published);
    CHECK(outcome.by_hand == intervention{intervention_kind::approval, "looked at the trades"});
    REQUIRE(service->live<toy>());
    CHECK(service->live<toy>()->model().confidence == 0.9F);
    CHECK_THAT(service->live<toy>()->metadata().verdict,
               ContainsSubstring("approval: looked at the trades"));
    CHECK_FALSE(service->open_candidate("toy"));
    CHECK(world.states().empty());
    CHECK(world.last().by_hand);
    CHECK(service->stats().promoted == 1);
    CHECK_THROWS_WITH(service->approve("toy", "again"), ContainsSubstring("no winner"));
}

TEST_CASE("an approved model is the file that waited, byte for byte", "[candidates]") {
    surroundings world;
    auto const service = world.make<waits>();
    REQUIRE(service->retrain());
    auto const waited = world.store.read(service->open_candidate("toy")->live);
    world.trainer.script->confidence = 0.1F;  // approving trains nothing
    REQUIRE(service->approve("toy", "fine").published);
    CHECK(world.store.read(world.store.find("toy")->champion.live) == waited);
}

TEST_CASE("a declined winner does not go live", "[candidates]") {
    surroundings world;
    auto const service = world.make<waits>();
    REQUIRE(service->retrain());
    auto const outcome = service->decline("toy", "too many avoids");
    CHECK_FALSE(outcome.published);
    CHECK(world.states() == std::vector{candidate_state::declined});
    CHECK(world.store.candidates("toy").front().because == "too many avoids");
    CHECK_FALSE(service->live<toy>());
    CHECK_THROWS_AS(service->approve("toy", "after all"), error);
    CHECK(service->force_promote("toy", "after all").published);  // that is what force is for
}

TEST_CASE("a winner that nobody answered for expires", "[candidates]") {
    surroundings world;
    auto const service = world.make<waits>();
    REQUIRE(service->retrain());
    world.clock.advance(7 * 24h);
    CHECK_FALSE(service->open_candidate("toy"));
    CHECK_THROWS_AS(service->approve("toy", "late"), error);
    world.trainer.script->confidence = 0.3F;
    (void)service->retrain();
    CHECK(world.states() == std::vector{candidate_state::rejected, candidate_state::expired});
}

TEST_CASE("a newer winner takes the place of the one that waits", "[candidates]") {
    surroundings world;
    auto const service = world.make<waits>();
    REQUIRE(service->retrain());
    world.trainer.script->confidence = 0.95F;
    REQUIRE(service->retrain());
    CHECK(world.states() ==
          std::vector{candidate_state::waiting, candidate_state::superseded});
    REQUIRE(service->approve("toy", "the newer").published);
    CHECK(service->live<toy>()->model().confidence == 0.95F);
}

TEST_CASE("approving scores the winner once more on what has matured since", "[candidates]") {
    surroundings world;
    *world.source.rows = toy_rows(100);
    auto const service = world.make<waits>();
    REQUIRE(service->retrain());

    // The rows that come after it have their labels the other way round.
    auto turned = toy_rows(200);
    for (std::size_t row = 100; row < 200; ++row) turned.labels[row] = 1 - turned.labels[row];
    *world.source.rows = turned;
    world.clock.set(day(115));
    auto const outcome = service->approve("toy", "looks fine to me");
    REQUIRE(outcome.verdict);
    CHECK(outcome.verdict->kind == decision_kind::reject);
    CHECK(outcome.verdict->rows > 0);
    CHECK_FALSE(outcome.published);
    CHECK_FALSE(service->live<toy>());
    CHECK(world.states() == std::vector{candidate_state::waiting});
    CHECK(world.last().verdict->kind == decision_kind::reject);  // recorded
}

TEST_CASE("a row or two that came since refuse no winner", "[candidates]") {
    surroundings world;
    *world.source.rows = toy_rows(100);
    auto const service = world.make<waits>();
    REQUIRE(service->retrain());
    auto unlucky = toy_rows(101);
    unlucky.labels[100] = 1 - unlucky.labels[100];
    *world.source.rows = unlucky;
    auto const outcome = service->approve("toy", "it had a bad day");
    REQUIRE(outcome.verdict);
    CHECK(outcome.verdict->rows == 1);
    CHECK(outcome.verdict->challenger > outcome.verdict->floor);  // two losses
    CHECK(outcome.verdict->kind == decision_kind::inconclusive);
    CHECK(outcome.verdict->why == verdict_reason::insufficient_units);
    REQUIRE(outcome.published);
    CHECK(service->live<toy>()->model().confidence == 0.9F);
}

TEST_CASE("a challenger stands beside the champion until it is approved", "[candidates]") {
    surroundings world;
    {
        auto const service = world.make<keep_as_challenger>();
        REQUIRE(service->retrain());
        REQUIRE(service->live<toy>());  // the first has no champion to stand beside
        CHECK_FALSE(service->challenger<toy>());
        world.trainer.script->confidence = 0.95F;
        REQUIRE(service->retrain());
        CHECK(world.last().kept == candidate_state::challenger);
        REQUIRE(service->challenger<toy>());
        CHECK(service->challenger<toy>()->model().confidence == 0.95F);
        CHECK(service->live<toy>()->model().confidence == 0.9F);
    }
    auto const service = world.make<keep_as_challenger>();
    REQUIRE(service->challenger<toy>());  // over a restart
    CHECK(service->challenger<toy>()->model().confidence == 0.95F);
    REQUIRE(service->approve("toy", "a month of shadow").published);
    CHECK(service->live<toy>()->model().confidence == 0.95F);
    CHECK_FALSE(service->challenger<toy>());
}

TEST_CASE("promotion by force needs a reason and a candidate, and is recorded", "[candidates]") {
    surroundings world;
    auto const service = world.make();
    CHECK_THROWS_WITH(service->force_promote("toy", "why not"), ContainsSubstring("no kept candidate"));
    REQUIRE(service->retrain());
    world.trainer.script->confidence = 0.3F;
    REQUIRE(service->retrain());
    CHECK_THROWS_WITH(service->force_promote("toy", "  "), ContainsSubstring("needs a reason"));
    CHECK_THROWS_WITH(service->force_promote("tyo", "typo"), ContainsSubstring("'tyo'"));
    CHECK_THROWS_WITH(service->force_promote("toy", "no such", 7), ContainsSubstring("candidate 7"));
    CHECK(service->live<toy>()->generation() == 1);

    auto const outcome = service->force_promote("toy", "the regulator wants it");
    CHECK(outcome.published);
    CHECK(service->live<toy>()->model().confidence == 0.3F);
    CHECK(service->live<toy>()->generation() == 2);
    CHECK_THAT(service->live<toy>()->metadata().verdict,
               ContainsSubstring("reject: below_floor; force: the regulator wants it"));
    CHECK(world.last().by_hand == intervention{intervention_kind::force, "the regulator wants it"});
    CHECK(world.history.kept->runs.back().reason == "force: the regulator wants it");
    REQUIRE(service->rollback("toy", "it was wrong") == 3);
    CHECK(service->live<toy>()->model().confidence == 0.9F);
}

TEST_CASE("an act by hand consumes no interval, and counts as a promotion", "[candidates]") {
    surroundings world;
    auto const service = world.make<waits>();
    REQUIRE(service->retrain());
    auto const before = service->stats();
    CHECK(world.ledger.load().trials.at("toy") == 1);
    world.clock.advance(24h);
    REQUIRE(service->approve("toy", "fine").published);
    CHECK(service->stats().last_run == before.last_run);
    CHECK(service->stats().attempts == before.attempts);
    CHECK(world.ledger.load().trials.at("toy") == 0);
}

TEST_CASE("a kill between an approval's publish and its end leaves no candidate", "[candidates]") {
    surroundings world;
    {
        auto const service = world.make<waits>();
        REQUIRE(service->retrain());
        auto const open = *service->open_candidate("toy");
        REQUIRE(service->approve("toy", "fine").published);
        world.store.models->candidates["toy"] = {open};  // as if it had not got so far
        world.store.models->manifests.at("toy").champion.live.sha256 = open.live.sha256;
    }
    auto const service = world.make<waits>();
    CHECK_FALSE(service->open_candidate("toy"));
}

TEST_CASE("nothing is done by hand while a run goes on", "[candidates]") {
    surroundings world;
    auto const service = world.make<waits>();
    REQUIRE(service->retrain());
    std::string refused;
    world.trainer.script->during = [&] {
        try {
            (void)service->approve("toy", "now");
        } catch (error const& busy) {
            refused = busy.what();
        }
    };
    REQUIRE(service->retrain());
    CHECK_THAT(refused, ContainsSubstring("a run is going on"));
}

TEST_CASE("a winner that goes live takes the place of the one that waits", "[candidates]") {
    surroundings world;
    auto const service = with_narrow_winner<asks_when_narrow>(world);
    world.trainer.script->confidence = 0.95F;
    REQUIRE(service->retrain());
    REQUIRE(world.last().published);
    CHECK_FALSE(service->open_candidate("toy"));
    CHECK(world.states() == std::vector{candidate_state::superseded});
    CHECK_THROWS_WITH(service->approve("toy", "the older"), ContainsSubstring("no winner"));
    CHECK(service->live<toy>()->model().confidence == 0.95F);
}

TEST_CASE("a winner that goes live ends the challenger beside the old champion", "[candidates]") {
    surroundings world;
    using promotion = sets_narrow_aside<candidate_state::challenger>;
    auto const service = with_narrow_winner<promotion>(world);
    auto const elsewhere = world.make<promotion>();
    REQUIRE(service->challenger<toy>());
    REQUIRE(elsewhere->challenger<toy>());
    world.trainer.script->confidence = 0.95F;
    REQUIRE(service->retrain());
    REQUIRE(world.last().published);
    CHECK_FALSE(service->challenger<toy>());
    CHECK(world.states() == std::vector{candidate_state::superseded});

    world.trainer.script->confidence = 0.3F;  // which shows it what the other process did
    (void)elsewhere->retrain();
    CHECK_FALSE(elsewhere->challenger<toy>());
}

TEST_CASE("a candidate that is forced takes the place of an older one that waits", "[candidates]") {
    surroundings world;
    auto const service = world.make<waits>();
    for (float const confidence : {0.3F, 0.9F, 0.2F}) {
        world.trainer.script->confidence = confidence;
        REQUIRE(service->retrain());
    }
    using enum candidate_state;
    REQUIRE(world.states() == std::vector{rejected, waiting, rejected});
    REQUIRE(service->force_promote("toy", "an older one", 1).published);
    CHECK(world.states() == std::vector{rejected, waiting});
    CHECK(world.make<waits>()->open_candidate("toy"));  // nor does a restart close it
    REQUIRE(service->force_promote("toy", "a newer one", 3).published);
    CHECK(world.states() == std::vector{superseded});
}

TEST_CASE("a kill between a publish and its end leaves no older winner that waits", "[candidates]") {
    surroundings world;
    auto service = with_narrow_winner<asks_when_narrow>(world);
    auto const open = *service->open_candidate("toy");
    world.trainer.script->confidence = 0.95F;
    REQUIRE(service->retrain());
    world.store.models->candidates["toy"] = {open};  // as if it had not got so far
    service = world.make<asks_when_narrow>();
    CHECK_FALSE(service->open_candidate("toy"));
    CHECK(world.states() == std::vector{candidate_state::superseded});
}

TEST_CASE("neither a rollback nor a clock that was ahead ends what waits", "[candidates]") {
    surroundings world;
    auto service = world.make<asks_when_narrow>();
    for (float const confidence : {0.6F, 0.9F, 0.93F}) {
        world.trainer.script->confidence = confidence;
        REQUIRE(service->retrain());
        world.clock.advance(24h);
    }
    REQUIRE(world.store.find("toy")->generation == 2);
    REQUIRE(world.states() == std::vector{candidate_state::waiting});
    for (std::uint64_t const generation : {3U, 4U}) {  // to the first, and to the second again
        REQUIRE(service->rollback("toy", "it was a holiday") == generation);
        service = world.make<asks_when_narrow>();
        CHECK(service->open_candidate("toy"));
    }
    world.store.models->manifests.at("toy").champion.metadata.trained_at = day(500);
    service = world.make<asks_when_narrow>();
    CHECK(service->open_candidate("toy"));
    CHECK(service->approve("toy", "it is as good as it was").published);
}

TEST_CASE("what is live stays live though the list of candidates can't be written", "[candidates]") {
    surroundings world;
    unsettled_store const store;
    using promotion = asks_when_narrow;
    retraining_service<toy_source, unsettled_store, memory_ledger, kept_history, virtual_clock,
                       no_backup, always, toy, toy_gate, promotion>
        service{world.source, store, world.ledger, world.history, world.clock, world.trainer};
    auto const retrain = [&](float confidence) {
        world.trainer.script->confidence = confidence;
        auto const outcome = service.retrain().run.models.at(0);
        world.clock.advance(24h);
        return outcome;
    };
    REQUIRE(retrain(0.7F).published);
    REQUIRE(retrain(0.85F).kept == candidate_state::waiting);
    *store.full = true;
    CHECK(service.approve("toy", "fine").published);
    CHECK(service.live<toy>()->model().confidence == 0.85F);
    CHECK(world.last().published);  // recorded
    *store.full = false;
    REQUIRE(retrain(0.9F).kept == candidate_state::waiting);
    *store.full = true;
    auto const clear = retrain(0.99F);
    CHECK(clear.published);
    CHECK_FALSE(clear.failure);
    CHECK(service.live<toy>()->model().confidence == 0.99F);
    CHECK(service.open_candidate("toy"));
    *store.full = false;
    CHECK_FALSE(retrain(0.3F).published);
    CHECK_FALSE(service.open_candidate("toy"));  // done by the next run
}

namespace {
/// A model whose file is as large as a test wants.
struct padded_model : toy_model {
    std::size_t padding = 0;

    [[nodiscard]] std::vector<std::byte> save() const {
        auto bytes = toy_model::save();
        bytes.resize(bytes.size() + padding);
        return bytes;
    }
    [[nodiscard]] static padded_model load(std::span<std::byte const> bytes) {
        return {toy_model::load(bytes.first(sizeof(float))), bytes.size() - sizeof(float)};
    }
};
struct padding_trainer : toy {
    std::shared_ptr<std::size_t> padding = std::make_shared<std::size_t>(0);
    padded_model train(training_request const& request) { return {toy::train(request), *padding}; }
};
}  // namespace

TEST_CASE("a person can't make a model live that is far larger than the champion", "[candidates]") {
    surroundings world;
    padding_trainer const trainer{world.trainer};
    retraining_service<toy_source, memory_store, memory_ledger, kept_history, virtual_clock,
                       no_backup, always, padding_trainer, toy_gate, asks_when_narrow>
        service{world.source, world.store, world.ledger, world.history, world.clock, trainer};
    auto const retrain = [&](float confidence, std::size_t padding) {
        world.trainer.script->confidence = confidence;
        *trainer.padding = padding;
        auto const outcome = service.retrain().run.models.at(0);
        world.clock.advance(24h);
        return outcome;
    };
    REQUIRE(retrain(0.6F, 0).published);
    REQUIRE(retrain(0.3F, 2'000'000).kept == candidate_state::rejected);
    REQUIRE_THROWS_WITH(service.force_promote("toy", "it is the largest"),
                        ContainsSubstring("has 2000004 bytes, the champion 4"));
    REQUIRE(service.live<padding_trainer>()->generation() == 1);

    REQUIRE(retrain(0.9F, 300'000).published);
    REQUIRE(retrain(0.93F, 2'000'000).kept == candidate_state::waiting);
    REQUIRE(service.rollback("toy", "to the small one"));
    REQUIRE_THROWS_WITH(service.approve("toy", "it is the best"),
                        ContainsSubstring("the limit is 1000000"));
    REQUIRE(service.live<padding_trainer>()->model().confidence == 0.6F);
    REQUIRE(service.rollback("toy", "to the larger one"));
    REQUIRE(service.approve("toy", "it is the best").published);
    CHECK(service.live<padding_trainer>()->model().confidence == 0.93F);
}
