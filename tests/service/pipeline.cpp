#include <retrain/service/pipeline.hpp>

#include <retrain/backup/no_backup.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/data_gate/data_checks.hpp>
#include <retrain/filter/keep_all_rows.hpp>
#include <retrain/promotion/replace.hpp>
#include <retrain/split/allow_unpurged.hpp>
#include <retrain/split/purged_holdout.hpp>
#include <retrain/split/unpurged_holdout.hpp>
#include <retrain/trainer/train_each.hpp>
#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/log_loss.hpp>
#include <retrain/window/all_rows.hpp>
#include <retrain/window/last_rows.hpp>
#include <retrain/window/windows.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// However few units that leaves.
using last_fifth = purged_holdout<20, refit, 500, 0>;

using other_toy = toy_trainer<"other">;

/// Tells which classes it was asked to keep.
struct asking_source : toy_source {
    std::shared_ptr<std::vector<std::string>> asked = std::make_shared<std::vector<std::string>>();
    dataset load(load_request const& request) {
        asked->assign(request.classes.begin(), request.classes.end());
        return toy_source::load(request);
    }
};

using steps = pipeline<asking_source, keep_all_rows, data_checks, last_fifth, all_rows,
                       train_each<toy_trainer<>, other_toy>, champion_challenger<log_loss>, replace,
                       no_backup,
                       memory_store>;

/// Hands out the values that a test holds.
struct make_from {
    asking_source source;
    memory_store store;
    static settings values() { return {}; }
    template <class P>
    P operator()() const {
        if constexpr (std::same_as<P, asking_source>) return source;
        else if constexpr (std::same_as<P, memory_store>) return store;
        else return P{};
    }
};

}  // namespace

TEST_CASE("the selected models run, and the classes of the live ones are kept", "[pipeline]") {
    make_from const world{};
    steps work{world};
    REQUIRE(work.last_trained() == not_yet);
    auto const data = work.load(day(300), {});
    REQUIRE(world.source.asked->empty());
    run_record run;
    std::vector<std::string> const selected{"other"};
    work.run(data, selected, {}, day(300), run);
    REQUIRE(run.models.size() == 1);
    REQUIRE(run.rows.training == 78);
    REQUIRE(run.rows.holdout == 20);
    REQUIRE(run.rows.purged == 2);
    REQUIRE_FALSE(work.live<0>());
    REQUIRE(work.live<1>()->name() == "other");
    REQUIRE(work.last_trained() == day(300));

    (void)work.load(day(300), {});
    REQUIRE(*world.source.asked == std::vector<std::string>{"buy", "avoid"});
}

TEST_CASE("too little data is refused before anything is trained", "[pipeline]") {
    make_from const world{};
    *world.source.rows = toy_rows(1);
    steps work{world};
    auto const data = work.load(day(300), {});
    run_record run;
    REQUIRE_THROWS_AS(work.run(data, {}, {}, day(300), run), error);
    REQUIRE(run.models.empty());
}

namespace {

/// Refuses whatever it is shown, and remembers the live models that it was told of.
struct refusing_gate {
    using policy_role = data_gate_role;
    std::shared_ptr<std::vector<model_metadata>> live =
        std::make_shared<std::vector<model_metadata>>();
    std::shared_ptr<bool> refuses = std::make_shared<bool>(false);
    data_findings check(dataset_view, std::span<model_metadata const> models) const {
        live->assign(models.begin(), models.end());
        if (*refuses) throw error{failure_reason::bad_data, "the gate says no"};
        return {};
    }
};

using windowed_steps =
    pipeline<toy_source, keep_all_rows, refusing_gate, allow_unpurged<unpurged_holdout<20, refit, 500, 0>>,
             windows<when<"drift", last_rows<30>>, otherwise<all_rows>>, train_each<toy_trainer<>>,
             champion_challenger<log_loss>, replace, no_backup, memory_store>;

struct make_windowed {
    refusing_gate gate;
    toy_trainer<> trainer;
    static settings values() { return {}; }
    template <class P>
    P operator()() const {
        if constexpr (std::same_as<P, refusing_gate>) return gate;
        else if constexpr (std::same_as<P, train_each<toy_trainer<>>>) {
            P bundle;
            bundle.template get<toy_trainer<>>() = trainer;
            return bundle;
        } else return P{};
    }
};

}  // namespace

TEST_CASE("the data gate is told of the live models, and refuses before anything is trained",
          "[pipeline]") {
    make_windowed const world{};
    windowed_steps work{world};
    auto const data = work.load(day(300), {});
    CHECK(world.gate.live->empty());
    run_record run;
    work.run(data, {}, {}, day(300), run);
    REQUIRE(run.any_published());
    CHECK(work.live<0>()->metadata().missing_shares ==
          std::map<std::string, double>{{"signal", 0.0}});

    *world.gate.refuses = true;
    auto const refused = work.load(day(300), {});
    REQUIRE(world.gate.live->size() == 1);
    CHECK(world.gate.live->front().features == std::vector<std::string>{"signal"});
    CHECK(refused.counts.kept == 100);
    auto const trained = world.trainer.script->rows.size();
    run_record second;
    CHECK_THROWS_WITH(work.run(refused, {}, {}, day(300), second),
                      ContainsSubstring("the gate says no"));
    CHECK(second.models.empty());
    CHECK(world.trainer.script->rows.size() == trained);
}

TEST_CASE("the reason of a run chooses its window", "[pipeline]") {
    make_windowed const world{};
    windowed_steps work{world};
    auto const data = work.load(day(300), {});
    CHECK(data.counts.new_samples == 100);
    run_record run;
    run.reason = "next try of run 3: data_drift (0.3)";
    work.run(data, {}, {}, day(300), run);
    CHECK(run.rows.training == 30);
    CHECK(run.rows.outside_window == 50);
    CHECK(run.rows.holdout == 20);
    CHECK(world.trainer.script->rows == std::vector<std::size_t>{30, 30});  // judge and live model
    CHECK(work.live<0>()->metadata().rows == 30);

    run_record all;
    all.reason = "analysis_completed (64)";
    work.run(data, {}, {}, day(300), all);
    CHECK(all.rows.training == 80);
    CHECK(all.rows.outside_window == 0);
}

TEST_CASE("a split that does not purge is in the record", "[pipeline]") {
    make_windowed const loose{};
    windowed_steps work{loose};
    run_record run;
    work.run(work.load(day(300), {}), {}, {}, day(300), run);
    CHECK(run.rows.unpurged);
    CHECK(run.rows.purged == 0);

    make_from const world{};
    steps strict{world};
    run_record other;
    strict.run(strict.load(day(300), {}), {}, {}, day(300), other);
    CHECK_FALSE(other.rows.unpurged);
    CHECK(other.rows.purged == 2);
}
