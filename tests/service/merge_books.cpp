#include <retrain/service/merge_books.hpp>

#include <laws/ledger.hpp>
#include <support/catch.hpp>
#include <support/toy.hpp>

using namespace retrain;
using namespace retrain::testing;
using laws::full_state;
using laws::same;

static_assert(detail::merge_count(5, 7, 8) == 10);
static_assert(detail::merge_count(5, 0, 8) == 0, "began anew");
static_assert(detail::merge_mark(day(1), day(1), day(2)) == day(2));
static_assert(detail::merge_mark(day(1), day(3), day(2)) == day(3));
static_assert(detail::merge_mark(day(5), day(3), day(5)) == day(3), "the clock was corrected");

TEST_CASE("a side that did nothing leaves the other as it is", "[merge_books]") {
    ledger_state const base;
    CHECK(same(merge_books(base, base, full_state()), full_state()));
    CHECK(same(merge_books(base, full_state(), base), full_state()));
    CHECK(same(merge_books(full_state(), full_state(), full_state()), full_state()));
}

TEST_CASE("what both sides counted adds up", "[merge_books]") {
    ledger_state const base{.attempts = 4, .trained = 3, .promoted = 1, .rejected = 2, .failed = 1,
                            .skips = {{"busy", 1}}, .trials = {{"risk", 2}, {"timing", 3}},
                            .last_run = day(3), .last_failure = day(2), .failures = 1};
    auto ours = base;
    note_skip(ours, skip_reason::busy);
    note_skip(ours, skip_reason::paused);
    ours.attempts = 5;
    ours.trained = 4;
    ours.trials = {{"risk", 3}, {"timing", 0}};
    ours.last_run = day(9);
    ours.failures = 0;
    auto theirs = base;
    theirs.attempts = 6;
    theirs.trained = 4;
    theirs.failed = 2;
    theirs.failures = 2;
    theirs.skips["busy"] = 5;
    theirs.trials = {{"risk", 4}, {"timing", 4}};
    theirs.last_run = day(5);
    theirs.last_failure = day(5);
    auto const both = merge_books(base, ours, theirs);
    CHECK(both.attempts == 7);
    CHECK(both.trained == 5);
    CHECK(both.failed == 2);
    CHECK(both.failures == 0);
    CHECK(both.skips.at("busy") == 6);
    CHECK(both.skips.at("paused") == 1);
    CHECK(both.trials.at("risk") == 5);
    CHECK(both.trials.at("timing") == 0);
    CHECK(both.last_run == day(9));
    CHECK(both.last_failure == day(5));
}

TEST_CASE("no request is lost, and none that was answered comes back", "[merge_books]") {
    pending_request const asked{.reason = "asked", .models = {"a"}};
    ledger_state const base{.pending = asked};
    auto taken = base;
    taken.running = std::exchange(taken.pending, std::nullopt);

    CHECK_FALSE(merge_books(base, base, taken).pending);
    CHECK(merge_books(base, base, taken).running == asked);
    CHECK_FALSE(merge_books(base, taken, base).pending);
    CHECK(merge_books(base, taken, base).running == asked);

    auto further = base;
    join_request(further.pending, {.reason = "further", .models = {"b"}});
    CHECK(merge_books(base, taken, further).pending->models == std::vector<std::string>{"a", "b"});
    CHECK(merge_books(base, further, taken).pending->models == std::vector<std::string>{"a", "b"});

    auto other = base;
    join_request(other.pending, {.reason = "other", .models = {"c"}, .bypass_interval = true});
    auto const both = merge_books(base, further, other).pending;
    CHECK(both->models == std::vector<std::string>{"a", "c", "b"});
    CHECK(both->bypass_interval);
}

TEST_CASE("a pause by either side counts, and so does its end", "[merge_books]") {
    ledger_state const base;
    ledger_state const paused{.paused = pause_note{day(1), "at night"}};
    CHECK(merge_books(base, base, paused).paused == paused.paused);
    CHECK(merge_books(base, paused, base).paused == paused.paused);
    CHECK_FALSE(merge_books(paused, base, paused).paused);
    CHECK_FALSE(merge_books(paused, paused, base).paused);
}
