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
    auto const after_a_kill = [&] { return memory_ledger{ledger}.load().pending; };
    run_register<memory_ledger> book{ledger, day(1), silent()};

    book.join_lightly({.reason = "an event"});
    REQUIRE_FALSE(after_a_kill());  // it may well be refused
    REQUIRE(book.try_begin_waiting(day(1)));
    book.drop();
    book.end();
    REQUIRE_FALSE(after_a_kill());
    REQUIRE_FALSE(book.waiting(day(1)));

    book.join_lightly({.reason = "an event"});
    REQUIRE(book.try_begin_waiting(day(1)));
    book.confirm();
    REQUIRE(after_a_kill()->reason == "an event");
    book.join_lightly({.reason = "another"});  // during a run: it has to wait, so it is saved
    REQUIRE(after_a_kill()->coalesced == 1);
    book.enter(run_record{.number = 1}, {}, std::nullopt);
    book.end();
    REQUIRE(after_a_kill()->reason == "another");

    REQUIRE(book.try_begin_waiting(day(1)));
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
