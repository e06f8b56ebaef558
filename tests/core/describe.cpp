#include <retrain/core/describe.hpp>

#include <support/catch.hpp>

using namespace retrain;

TEST_CASE("a reason has its amount", "[core]") {
    CHECK(describe(reason{"backtest_completed"}) == "backtest_completed");
    CHECK(describe(reason{"analysis_completed", 64}) == "analysis_completed (64)");
    CHECK(describe(reason{"data_drift", 2, "momentum, volume"}) ==
          "data_drift (2): momentum, volume");
    CHECK(describe(reason{"analysis_completed", 1234567}) == "analysis_completed (1234567)");
}

TEST_CASE("a refusal has its measure and its policy", "[core]") {
    CHECK(describe(refusal{.why = skip_reason::busy}) == "busy");
    CHECK(describe(refusal{skip_reason::interval_not_over, "min_interval", 5.5, 24, "hours"}) ==
          "interval_not_over: 5.5 of 24 hours (min_interval)");
    CHECK(describe(refusal{.why = skip_reason::policy_refused, .policy = "market_hours"}) ==
          "policy_refused (market_hours)");
}

TEST_CASE("what became of a model is said in a few words", "[core]") {
    model_outcome model{.name = "forest", .generation = 7};
    CHECK(describe(model) == "forest not judged");
    model.verdict = verdict{};
    CHECK(describe(model) == "forest keeps the old model (reject: no_rows)");
    model.verdict->kind = decision_kind::promote;
    model.verdict->why = verdict_reason::better_than_champion;
    model.published = true;
    CHECK(describe(model) == "forest is live, generation 7 (promote: better_than_champion)");
    model.failure = failure{failure_reason::backup_failed, "the disk is full"};
    CHECK(describe(model) == "forest failed, backup_failed: the disk is full");
    CHECK(describe(model_outcome{
              .name = "forest", .generation = 8, .by_hand = intervention{intervention_kind::rollback, "drift"}}) ==
          "forest rolled back, generation 8");
}

TEST_CASE("a run is one sentence", "[core]") {
    run_record run;
    run.number = 3;
    run.reason = "by hand";
    run.models = {{.name = "a"}, {.name = "b"}};
    CHECK(describe(run) == "run 3 [by hand] a not judged; b not judged");
    run.failure = failure{failure_reason::source_missing, "no file"};
    CHECK(describe(run) == "run 3 [by hand] failed, source_missing: no file");
}
