#include <retrain/ledger/memory_ledger.hpp>

#include <laws/ledger.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <thread>

using namespace retrain;

static_assert(Ledger<memory_ledger>);

TEST_CASE("a memory ledger keeps the laws of ledgers", "[ledger]") {
    memory_ledger ledger;
    CHECK(laws::starts_empty(ledger));
    CHECK(laws::keeps_what_was_saved(ledger));
}

TEST_CASE("copies of a memory ledger share what was saved", "[ledger]") {
    memory_ledger first;
    memory_ledger second{first};
    first.save(laws::full_state());
    CHECK(laws::same(second.load(), laws::full_state()));
    memory_ledger other;
    CHECK(laws::starts_empty(other));
}

TEST_CASE("a memory ledger gives whole states to several threads", "[ledger]") {
    memory_ledger ledger;
    bool whole = true;
    {
        std::jthread const writer{[ledger]() mutable {
            for (std::size_t n = 1; n <= 500; ++n)
                ledger.save({.attempts = n, .seen = std::vector<seen_row>(n % 7, {n, n})});
        }};
        for (int n = 0; n < 500; ++n) {
            auto const state = ledger.load();
            whole = whole && state.seen.size() == state.attempts % 7;
            for (auto const& row : state.seen) whole = whole && row.key == state.attempts;
        }
    }
    CHECK(whole);
    CHECK(ledger.load().attempts == 500);
}
