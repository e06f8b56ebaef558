#include <retrain/service/run_register.hpp>

#include <retrain/ledger/memory_ledger.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

using namespace retrain;
using namespace retrain::testing;

namespace {
auto silent() {
    return [](log_level, std::string_view) {};
}
}  // namespace

TEST_CASE("a run is claimed once", "[run_register]") {
    run_register<memory_ledger> book{{}, day(1), silent()};
    auto const stop = book.try_begin();
    REQUIRE(stop);
    REQUIRE_FALSE(book.try_begin());
    book.join({.reason = "later"});
    REQUIRE_FALSE(book.try_begin_waiting(day(1)));
    REQUIRE_FALSE(book.waiting(day(1)));
    book.cancel();
    REQUIRE(stop->stop_requested());
    book.end();
    auto const waiting = book.try_begin_waiting(day(1));
    REQUIRE(waiting->first.reason == "later");
    REQUIRE_FALSE(waiting->second.stop_requested());
    REQUIRE(book.take_waiting(day(1))->reason == "later");
    book.end();
    REQUIRE_FALSE(book.try_begin_waiting(day(1)));
}

TEST_CASE("a request waits until it is due", "[run_register]") {
    run_register<memory_ledger> book{{}, day(1), silent()};
    REQUIRE_FALSE(book.waiting(day(1)));
    book.join({.reason = "again", .not_before = day(3)});
    REQUIRE(*book.waiting(day(1)) == 48h);
    REQUIRE_FALSE(book.try_begin_waiting(day(3) - 1ns));
    REQUIRE(*book.waiting(day(4)) == 0h);
    REQUIRE(book.try_begin_waiting(day(3)));
}

TEST_CASE("a restart knows of a run that was killed, and not of one that was refused",
          "[run_register]") {
    memory_ledger ledger;  // copies share what was saved
    auto const after_a_kill = [&] {
        run_register<memory_ledger> restarted{memory_ledger{ledger}, day(1), silent()};
        (void)restarted.try_begin_waiting(day(1));
        auto taken = restarted.take_waiting(day(1));
        return taken ? taken : restarted.book().pending;
    };
    run_register<memory_ledger> book{ledger, day(1), silent()};

    book.join_lightly({.reason = "an event"});
    REQUIRE_FALSE(after_a_kill());  // it may well be refused
    REQUIRE(book.try_begin_waiting(day(1)));
    REQUIRE(book.take_waiting(day(1)));
    book.drop();
    book.end();
    REQUIRE_FALSE(after_a_kill());
    REQUIRE_FALSE(book.waiting(day(1)));

    book.join_lightly({.reason = "an event"});
    REQUIRE(book.try_begin_waiting(day(1)));
    REQUIRE(book.take_waiting(day(1)));
    REQUIRE_FALSE(after_a_kill());
    book.confirm();
    REQUIRE(after_a_kill()->reason == "an event");
    book.join_lightly({.reason = "another"});  // during a run: it has to wait, so it is saved
    REQUIRE(after_a_kill()->coalesced == 1);
    book.enter(run_record{.number = 1}, {}, std::nullopt);
    book.end();
    REQUIRE(after_a_kill()->reason == "another");

    REQUIRE(book.try_begin_waiting(day(1)));
    REQUIRE(book.take_waiting(day(1)));
    book.drop(pending_request{.reason = "later", .not_before = day(9)});
    book.end();
    REQUIRE(after_a_kill()->not_before == day(9));
    REQUIRE(*book.waiting(day(1)) == 8 * 24h);
}

TEST_CASE("a refused request costs no save", "[run_register]") {
    struct counting_ledger {
        using policy_role = ledger_role;
        int* saves;
        static ledger_state load() { return {}; }
        void save(ledger_state const&) const { ++*saves; }
    };
    int saves = 0;
    run_register<counting_ledger> book{{&saves}, day(1), silent()};
    book.join_lightly({.reason = "an event"});
    REQUIRE(book.try_begin_waiting(day(1)));
    REQUIRE(book.take_waiting(day(1)));
    book.drop();
    book.end();
    REQUIRE(saves == 0);
}

TEST_CASE("a closed register lets nothing begin", "[run_register]") {
    run_register<memory_ledger> book{{}, day(1), silent()};
    auto const stop = book.try_begin();
    book.close();
    REQUIRE(stop->stop_requested());
    book.end();
    REQUIRE_FALSE(book.try_begin());
    REQUIRE(book.closing());
}

TEST_CASE("a ledger that can't be read is told, and the service begins anew", "[run_register]") {
    struct broken_ledger {
        using policy_role = ledger_role;
        static ledger_state load() { throw error{failure_reason::store_failed, "torn"}; }
        static void save(ledger_state const&) { throw error{failure_reason::store_failed, "full"}; }
    };
    std::string said;
    run_register<broken_ledger> book{
        {}, day(1), [&](log_level, std::string_view text) { said += text; }};
    REQUIRE_THAT(said, ContainsSubstring("torn"));
    book.join({.reason = "kept in memory"});
    REQUIRE_THAT(said, ContainsSubstring("full"));
    REQUIRE(book.try_begin_waiting(day(1)));
}

// ---- a ledger that processes share --------------------------------------------------------------

namespace {

/// Two books of one ledger, as two processes have them.
struct shared_page {
    ledger_state state{};
    int version = 0;
    bool is_full = false;
};
struct shared_ledger {
    using policy_role = ledger_role;
    shared_page* page;
    int known = 0;

    ledger_state load() {
        known = page->version;
        return page->state;
    }
    void save(ledger_state const& state) {
        if (page->is_full) throw error{failure_reason::store_failed, "full"};
        page->state = state;
        known = ++page->version;
    }
    [[nodiscard]] bool changed() const { return known != page->version; }
    template <class Merge>
    ledger_state update(Merge const& merge) {
        save(merge(changed() ? std::optional{load()} : std::nullopt));
        return page->state;
    }
};
static_assert(SharedLedger<shared_ledger>);

struct two_processes {
    shared_page page{};
    run_register<shared_ledger> one{{&page}, day(1), silent()};
    run_register<shared_ledger> other{{&page}, day(1), silent()};
};

run_record judged_run(std::size_t number, time_point finished) {
    run_record run;
    run.number = number;
    run.finished = finished;
    run.models.push_back({.name = "toy", .verdict = verdict{}});
    return run;
}

}  // namespace

TEST_CASE("runs of several processes count as one's own", "[run_register]") {
    two_processes both;
    REQUIRE(both.one.try_begin());
    both.one.enter(judged_run(both.one.number(), day(2)), {{1, 1}}, std::nullopt);
    both.one.end();
    CHECK(both.other.look(day(3), 0).last_run == not_yet);
    both.other.look_again(day(3));
    CHECK(both.other.look(day(3), 0).last_run == day(2));
    CHECK(both.other.number() == 2);
    CHECK(both.other.book().seen.size() == 1);

    both.other.enter(skip_reason::busy);
    both.other.enter(judged_run(2, day(4)), {{2, 2}}, std::nullopt);
    both.one.enter(judged_run(both.one.number(), day(5)), {{3, 3}}, std::nullopt);
    CHECK(both.page.state.attempts == 3);
    CHECK(both.page.state.trained == 3);
    CHECK(both.page.state.rejected == 3);
    CHECK(both.page.state.trials.at("toy") == 3);
    CHECK(both.page.state.skips.at("busy") == 1);
    CHECK(both.page.state.last_run == day(5));
    CHECK(both.page.state.seen.front().key == 3);
}

TEST_CASE("a save that fails loses nothing of what another process saved", "[run_register]") {
    two_processes both;
    both.one.enter(judged_run(1, day(2)), {}, std::nullopt);
    both.page.is_full = true;
    both.other.enter(judged_run(1, day(3)), {}, std::nullopt);
    both.page.is_full = false;
    CHECK(both.page.state.trained == 1);
    both.other.enter(skip_reason::busy);
    both.other.flush();
    CHECK(both.page.state.trained == 2);
    CHECK(both.page.state.rejected == 2);
    CHECK(both.page.state.last_run == day(3));
}

TEST_CASE("a request is answered by one of the processes", "[run_register]") {
    two_processes both;
    both.one.join({.reason = "asked"});
    both.other.look_again(day(1));
    REQUIRE(both.one.waiting(day(1)));
    REQUIRE(both.other.waiting(day(1)));

    REQUIRE(both.other.try_begin_waiting(day(1)));
    REQUIRE(both.other.take_waiting(day(1)));
    both.other.confirm();

    // The first finds the store locked, and later that nothing is left to do.
    REQUIRE(both.one.try_begin_waiting(day(1)));
    CHECK(both.one.put_off(day(2)));
    both.one.end();
    CHECK(*both.one.waiting(day(1)) == 24h);
    both.other.enter(judged_run(1, day(1)), {}, std::nullopt);
    both.other.end();
    REQUIRE(both.one.try_begin_waiting(day(2)));
    both.one.look_again(day(2));
    CHECK_FALSE(both.one.take_waiting(day(2)));
    both.one.end();
    CHECK_FALSE(both.one.waiting(day(2)));
}

TEST_CASE("the request of a process that was killed is answered by another", "[run_register]") {
    two_processes both;
    both.one.join({.reason = "asked"});
    REQUIRE(both.one.try_begin_waiting(day(1)));
    REQUIRE(both.one.take_waiting(day(1)));
    both.one.confirm();  // and there it is killed

    both.other.look_again(day(1));
    REQUIRE(both.other.try_begin_waiting(day(1)));
    CHECK_FALSE(both.other.put_off(day(1)));  // what it found is no request of its own
    auto const taken = both.other.take_waiting(day(1));  // it holds the store's lock now
    REQUIRE(taken);
    CHECK(taken->reason == "asked");
    both.other.enter(judged_run(1, day(1)), {}, std::nullopt);
    both.other.end();
    CHECK_FALSE(both.page.state.running);
    CHECK_FALSE(both.page.state.pending);
}

TEST_CASE("the loser of the store's lock leaves its request to the winner", "[run_register]") {
    two_processes both;
    REQUIRE(both.one.try_begin());
    both.other.join_lightly({.reason = "an event"});
    REQUIRE(both.other.try_begin_waiting(day(1)));
    CHECK(both.other.put_off(day(2)));
    both.other.end();
    both.one.enter(judged_run(1, day(1)), {}, std::nullopt);
    both.one.end();
    CHECK(both.one.try_begin_waiting(day(1))->first.reason == "an event");
}

TEST_CASE("while the runs are paused none begins, in no process", "[run_register]") {
    two_processes both;
    both.one.pause_runs({day(1), "at night"});
    both.other.look_again(day(1));
    CHECK(both.other.paused()->because == "at night");
    both.other.join({.reason = "asked"});
    CHECK_FALSE(both.other.try_begin_waiting(day(1)));
    CHECK_FALSE(both.other.waiting(day(1)));
    both.one.resume();
    both.other.look_again(day(2));
    CHECK(both.other.try_begin_waiting(day(2)));

    // Paused by another process after the run was claimed, and before it began.
    both.one.pause_runs({day(2), "again"});
    both.other.look_again(day(2));
    CHECK_FALSE(both.other.take_waiting(day(2)));
    both.other.end();
    CHECK(both.page.state.pending);
}

TEST_CASE("a pause ends also by a process that did not know of it yet", "[run_register]") {
    two_processes both;
    both.other.pause_runs({day(1), "at night"});
    both.one.resume();
    CHECK_FALSE(both.page.state.paused);
    both.one.pause_runs({day(2), "again"});
    both.other.look_again(day(2));
    both.one.resume();
    both.other.pause_runs({day(3), "and once more"});  // before it knew of the end of the last one
    CHECK(both.page.state.paused->because == "and once more");
}

TEST_CASE("a clock that is set back is seen at the next look, and told and saved once",
          "[run_register]") {
    memory_ledger ledger;
    int told = 0;
    run_register<memory_ledger> book{ledger, day(400), [&](log_level, std::string_view) { ++told; },
                                     6h};
    run_record run;
    run.finished = day(400);
    run.models.push_back({.name = "toy", .verdict = verdict{}});
    book.enter(run, {}, pending_request{.reason = "again", .not_before = day(400) + 6h});
    REQUIRE(*book.waiting(day(400)) == 6h);
    REQUIRE(told == 0);
    REQUIRE(*book.waiting(day(35)) == 6h);
    REQUIRE(book.look(day(35) + 1h, 0).last_run == day(35));
    REQUIRE(*book.waiting(day(35) + 1h) == 5h);
    REQUIRE(told == 1);
    REQUIRE(ledger.load().last_run == day(35));
    REQUIRE(book.try_begin_waiting(day(35) + 6h));
}
