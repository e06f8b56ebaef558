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
