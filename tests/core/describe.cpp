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
    CHECK(describe(refusal{skip_reason::store_read_only, "store"}) ==
          "store_read_only: the models directory can't be written (store)");
}

TEST_CASE("a refusal's time has the unit that suits it and three digits", "[core]") {
    auto const measured = [](double have, double need) {
        return describe(refusal{skip_reason::backing_off, {}, have, need, "hours"});
    };
    CHECK(measured(1.326e-05, 24) == "backing_off: 0.0477 s of 24 hours");
    CHECK(measured(0, 24) == "backing_off: 0 of 24 hours");
    CHECK(measured(0.75, 24) == "backing_off: 45 min of 24 hours");
    CHECK(measured(0.1, 0.5) == "backing_off: 6 of 30 min");
    CHECK(measured(23.99999, 24) == "backing_off: 23.9 of 24 hours");
    CHECK(measured(5, 72) == "backing_off: 5 hours of 3 days");
    CHECK(measured(50.001, 24'000.5) == "backing_off: 2.08 of 1000 days");
    CHECK(describe(refusal{skip_reason::too_few_new_samples, "x", 12345, 20000, "samples"}) ==
          "too_few_new_samples: 12345 of 20000 samples (x)");
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
    model = {.name = "forest", .verdict = verdict{}, .kept = candidate_state::waiting,
             .candidate = 2};  // for a person, or for the end of a pin
    CHECK(describe(model) == "forest has a winner that waits, candidate 2 (reject: no_rows)");
    model.kept = candidate_state::challenger;
    CHECK(describe(model) == "forest has a winner as challenger, candidate 2 (reject: no_rows)");
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

TEST_CASE("what was no run is not called one", "[core]") {
    run_record act{.reason = "pin: the new one is worse"};
    act.models.push_back(
        {.name = "a", .generation = 4, .by_hand = intervention{intervention_kind::pin, "worse"}});
    CHECK(describe(act) == "by hand [pin: the new one is worse] a is pinned, generation 4");
    act.models.front().by_hand->kind = intervention_kind::recovery;
    CHECK(describe(act).starts_with("recovery [pin"));
}
