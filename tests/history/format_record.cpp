#include <retrain/history/format_record.hpp>

#include <laws/history.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <string>

using namespace retrain;

TEST_CASE("a run is a block of lines", "[history]") {
    CHECK(format_record(laws::full_run()) ==
          "run 12  2020-01-31T12:34:56Z  verdict\n"
          "  reason   analysis_completed (64), and 2 more requests\n"
          "  took     3.2 s\n"
          "  rows     5104 read, 4900 kept (4000 to train, 880 held out, 20 purged), 204 dropped "
          "(190 immature, 10 filtered, 4 insufficient), 120 new, 3 revised\n"
          "  model    random_forest is live, generation 7 (promote: better_than_champion)\n"
          "           log_loss of challenger 0.9012, champion 0.9321, floor 1.1012 on 880 rows\n"
          "           gain of 0.030900 over 44 units, p 0.00120 to be below 0.02500, attempt 1\n"
          "           80 rounds, 1.2 s\n"
          "           backup models/backups/random_forest_20200131_123456.ubj\n"
          "  model    gradient_boosting failed, training_failed: the engine refused eta\n"
          "  error    store_failed: the disk is full\n"
          "  warning  14 rows have no label\n"
          "\n");
}

TEST_CASE("what did not happen has no line", "[history]") {
    run_record run;
    run.number = 1;
    run.models.push_back({.name = "random_forest"});
    CHECK(format_record(run) ==
          "run 1  1970-01-01T00:00:00Z  \n"
          "  reason   \n"
          "  took     0.0 s\n"
          "  rows     0 read, 0 kept (0 to train, 0 held out, 0 purged), 0 dropped (0 immature, 0 "
          "filtered, 0 insufficient), 0 new, 0 revised\n"
          "  model    random_forest not judged\n"
          "\n");
}

TEST_CASE("what the data gate dropped, the window left out and nobody purged is told", "[history]") {
    run_record run{.number = 1};
    run.rows = {.read = 100,
                .kept = 73,
                .unknown_label = 2,
                .out_of_order = 3,
                .infinite = 4,
                .duplicate = 5,
                .rare_class = 6,
                .unfit = 7,
                .training = 40,
                .outside_window = 13,
                .holdout = 20,
                .unpurged = true};
    CHECK_THAT(format_record(run),
               ContainsSubstring("100 read, 73 kept (40 to train, 20 held out, not purged, 13 outside "
                                 "the window), 27 dropped (0 immature, 0 filtered, 0 insufficient, 2 "
                                 "of unknown label, 3 out of order, 4 infinite, 5 duplicate, 6 of a "
                                 "rare class, 7 unfit), 0 new"));
}

TEST_CASE("scores that were not computed are left out", "[history]") {
    run_record run = laws::full_run();
    run.models.front().verdict->champion = std::numeric_limits<double>::quiet_NaN();
    CHECK_THAT(format_record(run),
               ContainsSubstring("log_loss of challenger 0.9012, floor 1.1012 on 880 rows\n"));
    run.models.front().verdict = verdict{};
    CHECK_THAT(format_record(run), !ContainsSubstring("NaN") && !ContainsSubstring("nan"));
}

TEST_CASE("what stands in the way of a verdict is said", "[history]") {
    run_record run = laws::full_run();
    auto& judged = *run.models.front().verdict;
    judged.difference = -0.002;
    judged.requirement = "by_class";
    judged.slice = 2;
    CHECK_THAT(format_record(run),
               ContainsSubstring("           loss of 0.002000 over 44 units, p 0.00120 to be below "
                                 "0.02500, attempt 1\n           missed: by_class = 2\n"));
    judged.slice_name = "sell\n";
    CHECK_THAT(format_record(run), ContainsSubstring("           missed: by_class sell\\n\n"));
    judged = {};
    judged.units = 7;
    judged.decidable_from = std::chrono::sys_days{std::chrono::year{2020} / 3 / 1};
    CHECK_THAT(format_record(run),
               ContainsSubstring("           7 units; enough from 2020-03-01T00:00:00Z\n") &&
                   !ContainsSubstring("attempt"));
}

TEST_CASE("what the guards against overfitting found is said", "[history]") {
    run_record run = laws::full_run();
    CHECK_THAT(format_record(run), !ContainsSubstring("Sharpe") && !ContainsSubstring("overfit"));
    auto& judged = *run.models.front().verdict;
    judged.trials = 14;
    judged.deflated_sharpe = 0.87654;
    CHECK_THAT(format_record(run),
               ContainsSubstring("           deflated Sharpe 0.8765, trial 14\n"));
    judged.rivals = 1;
    CHECK_THAT(format_record(run),
               ContainsSubstring("           deflated Sharpe 0.8765, trial 14, overfitting "
                                 "probability unknown beside 1 rival\n"));
    judged.trials = 0;
    judged.rivals = 4;
    judged.overfitting = 0.625;
    CHECK_THAT(format_record(run),
               ContainsSubstring("           overfitting probability 0.6250 beside 4 rivals\n"));
}

TEST_CASE("a rollback gives its reason", "[history]") {
    run_record run;
    run.models.push_back(
        {.name = "random_forest", .generation = 8, .by_hand = intervention{intervention_kind::rollback, "it drifts"}});
    CHECK_THAT(format_record(run),
               ContainsSubstring("  model    random_forest rolled back, generation 8\n"
                                 "           because it drifts\n"));
}

TEST_CASE("an act by hand is no run, and neither is a recovery", "[history]") {
    run_record act{.service = "verdict", .reason = "pin: the new one is worse"};
    act.models.push_back({.name = "toy",
                          .generation = 4,
                          .by_hand = intervention{intervention_kind::pin, "the new one is worse"}});
    CHECK(format_record(act) ==
          "by hand  1970-01-01T00:00:00Z  verdict\n"
          "  reason   pin: the new one is worse\n"
          "  model    toy is pinned, generation 4\n"
          "           because the new one is worse\n"
          "\n");
    act = {.service = "verdict", .reason = "paused: the exchange is down"};
    CHECK(format_record(act) ==
          "by hand  1970-01-01T00:00:00Z  verdict\n"
          "  reason   paused: the exchange is down\n"
          "\n");
    act.models.push_back(
        {.name = "toy",
         .published = true,
         .generation = 4,
         .by_hand = intervention{intervention_kind::recovery, "it has no record"}});
    CHECK(format_record(act).starts_with("recovery  1970-01-01T00:00:00Z  verdict\n"));
}

TEST_CASE("no text can forge a line", "[history]") {
    std::string const block = format_record(laws::hostile_run());
    CHECK(block.find("\nrun 99") == std::string::npos);
    CHECK(block.find("\n{") == std::string::npos);
    CHECK(std::ranges::none_of(block, [](char c) { return c >= 0 && c < 0x20 && c != '\n'; }));
    // Every later line is indented; the last is empty.
    for (auto end = block.find('\n'); end + 2 < block.size(); end = block.find('\n', end + 1))
        CHECK(block.compare(end, 3, "\n  ") == 0);
}

TEST_CASE("a skip is one line", "[history]") {
    CHECK(format_record(laws::full_skip()) ==
          "skip  2020-01-31T12:34:56Z  verdict  interval_not_over: 3.5 of 24 hours (min_interval)  "
          "backtest_completed\n");
    auto flood = laws::full_skip();
    flood.times = 1'000;
    flood.last_at = flood.at + std::chrono::minutes{20};
    CHECK(format_record(flood) ==
          "skip  2020-01-31T12:34:56Z  verdict  interval_not_over: 3.5 of 24 hours (min_interval)  "
          "backtest_completed  1000 times until 2020-01-31T12:54:56Z\n");
    auto forged = laws::full_skip();
    forged.reason = "x\nrun 99";
    CHECK(std::ranges::count(format_record(forged), '\n') == 1);
}
