#include <retrain/service/bookkeeping.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

using namespace retrain;
using namespace retrain::testing;

namespace {

run_record judged(bool published) {
    run_record run;
    run.number = 4;
    run.finished = day(4);
    run.models.push_back({.name = "toy", .verdict = verdict{}, .published = published});
    return run;
}

}  // namespace

TEST_CASE("a verdict consumes the interval, good or bad", "[bookkeeping]") {
    ledger_state book;
    book.failures = 3;
    note_run(book, judged(false));
    REQUIRE(book.last_run == day(4));
    REQUIRE(book.attempts == 4);
    REQUIRE(book.failures == 0);
    REQUIRE(book.rejected == 1);
    REQUIRE(book.trials["toy"] == 1);
    auto undecided = judged(false);
    undecided.models[0].verdict->kind = decision_kind::inconclusive;
    note_run(book, undecided);
    REQUIRE(book.trials["toy"] == 1);
    REQUIRE(book.rejected == 2);
    note_run(book, judged(true));
    REQUIRE(book.promoted == 1);
    REQUIRE(book.trials["toy"] == 0);
    REQUIRE(book.all_trials["toy"] == 2);
    REQUIRE(book.trained == 3);
}

TEST_CASE("a rollback gives back nothing of alpha, and what goes live anew does", "[bookkeeping]") {
    ledger_state book;
    note_run(book, judged(false));
    note_run(book, judged(false));
    run_record act = judged(true);
    act.models[0].by_hand = intervention{intervention_kind::rollback, "bad on Mondays"};
    note_intervention(book, act);
    CHECK(book.trials["toy"] == 2);
    CHECK(book.promoted == 0);
    act.models[0].published = false;
    act.models[0].by_hand->kind = intervention_kind::pin;
    note_intervention(book, act);
    CHECK(book.trials["toy"] == 2);
    for (auto const kind : {intervention_kind::approval, intervention_kind::force}) {
        book.trials["toy"] = 2;
        act.models[0].published = true;
        act.models[0].by_hand->kind = kind;
        note_intervention(book, act);
        CHECK(book.trials["toy"] == 0);
    }
    CHECK(book.promoted == 2);
}

TEST_CASE("an attempt that spent alpha counts, though another gate could not tell",
          "[bookkeeping]") {
    ledger_state book;
    auto undecided = judged(false);
    undecided.models[0].verdict->kind = decision_kind::inconclusive;
    undecided.models[0].verdict->p_value = 0.001;
    note_run(book, undecided);
    REQUIRE(book.trials["toy"] == 1);
    REQUIRE(book.all_trials["toy"] == 1);
}

TEST_CASE("a failure does not consume it, a cancellation does nothing", "[bookkeeping]") {
    ledger_state book;
    run_record run;
    run.finished = day(2);
    run.failure = failure{failure_reason::bad_data, "no"};
    note_run(book, run);
    note_run(book, run);
    REQUIRE(book.last_run == not_yet);
    REQUIRE(book.failures == 2);
    REQUIRE(book.last_failure == day(2));
    REQUIRE(failed_models(run)->empty());
    run.failure->why = failure_reason::cancelled;
    note_run(book, run);
    REQUIRE(book.failures == 2);
    REQUIRE_FALSE(failed_models(run));
}

TEST_CASE("of a partial run only what failed is tried again", "[bookkeeping]") {
    auto run = judged(true);
    run.models.push_back({.name = "other", .failure = failure{}});
    ledger_state book;
    note_run(book, run);
    REQUIRE(*failed_models(run) == std::vector<std::string>{"other"});
    REQUIRE(book.failures == 1);
    REQUIRE(book.last_run == day(4));
}

TEST_CASE("joined requests want all that each of them wanted", "[bookkeeping]") {
    std::optional<pending_request> waiting;
    REQUIRE(join_request(waiting, {.reason = "first", .models = {"a"}, .not_before = day(3)}));
    REQUIRE(join_request(waiting, {.reason = "second", .models = {"b"}, .bypass_interval = true}));
    REQUIRE_FALSE(join_request(waiting, {.reason = "third", .models = {"b"}}));
    REQUIRE(waiting->reason == "first");
    REQUIRE(waiting->models == std::vector<std::string>{"a", "b"});
    REQUIRE(waiting->bypass_interval);
    REQUIRE(waiting->not_before == not_yet);
    REQUIRE(waiting->coalesced == 2);
    REQUIRE(join_request(waiting, {.reason = "all"}));
    REQUIRE(waiting->models.empty());
}

TEST_CASE("new samples are counted by key", "[bookkeeping]") {
    std::vector<seen_row> const seen{{1, 10}, {3, 30}, {5, 50}};
    std::vector<seen_row> const rows{{1, 10}, {2, 20}, {3, 31}, {6, 60}};
    auto const count = count_samples(rows, seen);
    REQUIRE(count.fresh == 2);
    REQUIRE(count.revised == 1);
    REQUIRE(count_samples(rows, {}).fresh == 4);
    REQUIRE(count_samples({}, seen).fresh == 0);
}

TEST_CASE("marks in the future are anchored", "[bookkeeping]") {
    ledger_state book;
    REQUIRE_FALSE(anchor_to(book, day(1)));
    REQUIRE(book.last_run == not_yet);
    book.last_run = day(9);
    REQUIRE(anchor_to(book, day(1)));
    REQUIRE(book.last_run == day(1));
}

TEST_CASE("what two looks at the clock may differ by is no correction", "[bookkeeping]") {
    ledger_state book;
    book.last_run = day(1) + clock_tolerance;
    REQUIRE_FALSE(anchor_to(book, day(1)));
    book.last_failure = day(1) + clock_tolerance + 1ns;
    REQUIRE(anchor_to(book, day(1)));
    REQUIRE(book.last_run == day(1) + clock_tolerance);
    REQUIRE(book.last_failure == day(1));
}

TEST_CASE("a request waits no longer than it may", "[bookkeeping]") {
    ledger_state book;
    book.pending = pending_request{.reason = "again", .not_before = day(9)};
    REQUIRE_FALSE(anchor_to(book, day(1)));
    REQUIRE_FALSE(anchor_to(book, day(1), 8 * 24h));
    REQUIRE(anchor_to(book, day(1), 6h));
    REQUIRE(book.pending->not_before == day(1) + 6h);
    REQUIRE_FALSE(anchor_to(book, day(1), 6h));
}
