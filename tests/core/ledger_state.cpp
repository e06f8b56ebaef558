#include <retrain/core/ledger_state.hpp>

#include <support/catch.hpp>

using namespace retrain;

static_assert(seen_row{1, 9} < seen_row{2, 0} && seen_row{1, 0} < seen_row{1, 1});
static_assert(seen_row{1, 2} == seen_row{1, 2});

TEST_CASE("a new ledger remembers nothing", "[core]") {
    ledger_state const fresh;
    CHECK(fresh.attempts == 0);
    CHECK(fresh.last_run == not_yet);
    CHECK(fresh.last_failure == not_yet);
    CHECK_FALSE(fresh.pending);
    CHECK(fresh.seen.empty());
    CHECK(pending_request{}.not_before == not_yet);
    CHECK_FALSE(pending_request{}.bypass_interval);
}
