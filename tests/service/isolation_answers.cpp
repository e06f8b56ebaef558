// What a part of the program's own answers wrongly, or does in spite of being told to stop, ends at
// most its run: see docs/isolation.md, whose lines the tests here show.
#include "mishaps.hpp"

#include <retrain/promotion/await_approval.hpp>

#include <support/catch.hpp>

#include <chrono>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

using world_type = frail_world<frail_service<>>;

template <class World>
void tick(World& world) {
    (*world.service)(clock_tick{world.clock.now()});
}

/// From `first` on, `count` of them.
std::vector<std::size_t> rows_from(std::size_t first, std::size_t count) {
    std::vector<std::size_t> rows(count);
    for (auto& row : rows) row = first++;
    return rows;
}

/// After a bad answer a good one goes live.
void require_recovery(world_type& world) {
    REQUIRE(world.served() == 0.9F);
    REQUIRE(world.ledger.saved->failures == 1);
    REQUIRE(world.ledger.saved->last_run == day(60));
    *world.split.instead = std::nullopt;
    *world.trainer.made = {.inner = {.confidence = 0.95F}};
    world.clock.advance(60s);
    tick(world);
    REQUIRE(world.served() == 0.95F);
}

}  // namespace

TEST_CASE("a split that answers nonsense ends the run with one clear error", "[isolation]") {
    auto const sides = [](std::vector<std::size_t> training, std::vector<std::size_t> holdout) {
        return split_rows{std::move(training), std::move(holdout)};
    };
    constexpr auto none = static_cast<std::size_t>(-1);
    for (auto const& [answer, text] : std::vector<std::pair<split_rows, std::string>>{
             {sides({0, 1, 59}, rows_from(40, 10)), "the split names row 59 of 59;"},
             {sides(rows_from(0, 30), {40, none}), "the split names row 18446744073709551615 of"},
             {sides({0, 1, 1}, rows_from(40, 10)), "the split names row 1 twice;"},
             {sides(rows_from(0, 30), rows_from(29, 10)), "the split names row 29 twice;"},
             {sides({}, rows_from(40, 10)), "the split leaves none of the 59 rows to train on"},
             {sides(rows_from(0, 30), rows_from(30, 10)), "interval of its training row 28"}}) {
        CAPTURE(text);
        world_type world;
        world.clock.set(day(60));  // 59 rows are known, and 60 on the next day
        *world.split.instead = answer;
        auto const report = world.service->retrain();
        REQUIRE(report.run.failure->why == failure_reason::bad_data);
        REQUIRE_THAT(report.run.failure->text, ContainsSubstring(text));
        require_recovery(world);
    }
}

TEST_CASE("a split that holds nothing out decides nothing", "[isolation]") {
    world_type world;
    *world.split.instead = split_rows{rows_from(0, 30), {}};
    auto const report = world.service->retrain();
    REQUIRE(report.run.models[0].verdict->why == verdict_reason::no_rows);
    REQUIRE(world.served() == 0.9F);
}

TEST_CASE("a model that predicts no number is rejected", "[isolation]") {
    world_type world;
    world.promise(std::numeric_limits<float>::quiet_NaN());
    auto const report = world.service->retrain();
    REQUIRE(report.run.models[0].verdict->why == verdict_reason::not_finite);
    REQUIRE(world.ledger.saved->rejected == 1);
    REQUIRE(world.served() == 0.9F);
}

TEST_CASE("a model of another shape than its rows ends its run", "[isolation]") {
    world_type world;
    world.trainer.made->classes = 1;
    auto report = world.service->retrain();
    REQUIRE(report.run.models[0].failure->why == failure_reason::bad_data);
    REQUIRE_THAT(report.run.models[0].failure->text,
                 ContainsSubstring("the model knows 1 classes, its rows have 2"));
    require_recovery(world);

    world_type other;
    other.trainer.made->features = 7;
    report = other.service->retrain();
    REQUIRE_THAT(report.run.models[0].failure->text,
                 ContainsSubstring("the model reads 7 features, its rows have 1"));
    require_recovery(other);
}

TEST_CASE("a live model of another shape than its judge ends its run", "[isolation]") {
    world_type world;
    int trainings = 0;
    *world.trainer.during = [&](training_request const&) {
        world.trainer.made->classes = ++trainings == 2 ? 3 : 2;
    };
    auto const report = world.service->retrain();
    REQUIRE_THAT(report.run.models[0].failure->text,
                 ContainsSubstring("the model knows 3 classes, its rows have 2"));
    require_recovery(world);
}

TEST_CASE("a source whose tickers are not one a row ends the run", "[isolation]") {
    world_type world;
    world.source.rows->tickers = {1, 2, 3};
    auto const report = world.service->retrain();
    REQUIRE(report.run.failure->why == failure_reason::bad_data);
    REQUIRE_THAT(report.run.failure->text, ContainsSubstring("has 3 tickers"));
    world.source.rows->tickers.clear();
    require_recovery(world);
}

TEST_CASE("a trainer that takes no notice of cancel() publishes nothing", "[isolation]") {
    world_type world;
    std::size_t trainings = 0;
    *world.trainer.during = [&](training_request const&) {
        ++trainings;
        world.service->cancel();
    };
    for (float const confidence : {0.95F, 0.6F}) {
        world.promise(confidence);
        auto const report = world.service->retrain();
        REQUIRE(report.run.cancelled());
        REQUIRE(world.served() == 0.9F);
    }
    REQUIRE(trainings == 2);  // the judges'
    REQUIRE(world.store.models->candidates.empty());
    REQUIRE(world.ledger.saved->failed == 0);
    REQUIRE(world.ledger.saved->last_run == day(60));
    REQUIRE_FALSE(world.ledger.saved->pending);
    *world.trainer.during = {};
    world.promise(0.95F);
    REQUIRE(world.service->retrain());
    REQUIRE(world.served() == 0.95F);
}

TEST_CASE("nor does a winner wait that was cancelled", "[isolation]") {
    frail_world<frail_service<await_approval<>>> world;
    REQUIRE(world.service->open_candidate("frail")->number == 1);  // the first model waits as well
    int trainings = 0;
    *world.trainer.during = [&](training_request const&) {
        if (++trainings == 2) world.service->cancel();  // the live model's
    };
    REQUIRE(world.service->retrain().run.cancelled());
    REQUIRE(trainings == 2);
    REQUIRE(world.service->open_candidate("frail")->number == 1);
    REQUIRE(world.store.models->candidates.at("frail").size() == 1);
}

TEST_CASE("a trainer that takes no notice of its time publishes nothing", "[isolation]") {
    world_type world;
    *world.trainer.during = [](training_request const& request) {
        while (!request.stop.stop_requested()) std::this_thread::yield();
    };
    world.values.max_run_minutes = 1e-9;
    world.start();
    auto const report = world.service->retrain();
    REQUIRE(report.run.models[0].failure->why == failure_reason::timed_out);
    REQUIRE(world.served() == 0.9F);
    REQUIRE(world.ledger.saved->failures == 1);
    REQUIRE(world.ledger.saved->pending);

    *world.trainer.during = {};
    world.values.max_run_minutes = 0;
    world.start();
    world.clock.advance(60s);
    tick(world);
    REQUIRE(world.served() == 0.95F);
}

TEST_CASE("a clock that jumps a year ahead and back blocks no interval", "[isolation]") {
    world_type world;
    auto const before = world.clock.now();
    world.clock.advance(24h * 365);
    (*world.service)(ping{});
    REQUIRE(world.served() == 0.95F);
    world.clock.set(before);
    (*world.service)(ping{});
    REQUIRE(world.runs().size() == 1);  // that run counts as ended now
    REQUIRE(world.said("the clock was corrected"));
    world.clock.advance(24h);
    (*world.service)(ping{});
    REQUIRE(world.runs().size() == 2);
}

TEST_CASE("nor does it keep a failed run from its next try", "[isolation]") {
    for (bool const restarts : {false, true}) {
        world_type world;
        auto const before = world.clock.now();
        mishaps::set("source.load", [] { throw 42; });
        world.clock.advance(24h * 365);
        (*world.service)(ping{});
        REQUIRE(world.runs().size() == 1);
        world.clock.set(before);
        if (restarts) world.start();
        mishaps::clear();
        tick(world);
        REQUIRE(world.runs().size() == 1);
        world.clock.advance(6h);  // the longest back-off
        tick(world);
        REQUIRE(world.runs().size() == 2);
        REQUIRE(world.served() == 0.95F);
    }
}

namespace {
/// Loses jobs while `loses`, as an executor may that has no memory for one.
struct losing_executor {
    using policy_role = executor_role;
    std::shared_ptr<bool> loses = std::make_shared<bool>(false);

    void submit(job work) noexcept {
        if (!*loses) work();
    }
    static void wake_after(std::chrono::nanoseconds, job) noexcept {}
    static void stop() noexcept {}
};
}  // namespace

TEST_CASE("a job that an executor lost is made up for at the next event", "[isolation]") {
    virtual_clock const clock{day(60)};
    frail_ledger const ledger;
    frail_history const history;
    losing_executor const executor;
    frail_service<losing_executor> service{clock, ledger, history, executor};
    *executor.loses = true;
    service(ping{});
    REQUIRE(service.request("by hand"));
    REQUIRE(history.kept->runs.empty());
    REQUIRE(ledger.saved->pending->reason == "ping");  // and a restart would know of it
    *executor.loses = false;
    service(clock_tick{clock.now()});
    REQUIRE(history.kept->runs.size() == 1);
    REQUIRE(history.kept->runs[0].coalesced == 1);
}
