#include <retrain/service/pipeline.hpp>

#include <retrain/backup/no_backup.hpp>
#include <retrain/data_gate/data_checks.hpp>
#include <retrain/filter/keep_all_rows.hpp>
#include <retrain/split/purged_holdout.hpp>
#include <retrain/trainer/train_each.hpp>
#include <retrain/validation/champion_challenger.hpp>
#include <retrain/validation/log_loss.hpp>
#include <retrain/window/all_rows.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

using namespace retrain;
using namespace retrain::testing;

namespace {

using other_toy = toy_trainer<"other">;

/// Tells which classes it was asked to keep.
struct asking_source : toy_source {
    std::shared_ptr<std::vector<std::string>> asked = std::make_shared<std::vector<std::string>>();
    dataset load(load_request const& request) {
        asked->assign(request.classes.begin(), request.classes.end());
        return toy_source::load(request);
    }
};

using steps = pipeline<asking_source, keep_all_rows, data_checks, purged_holdout<>, all_rows,
                       train_each<toy_trainer<>, other_toy>, champion_challenger<log_loss>, no_backup,
                       memory_store>;

/// Hands out the values that a test holds.
struct make_from {
    asking_source source;
    memory_store store;
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
    REQUIRE(work.last_trained() == never);
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
