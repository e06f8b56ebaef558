#include <retrain/ledger/concept.hpp>

#include <laws/ledger.hpp>
#include <support/catch.hpp>

using namespace retrain;

namespace {

/// What the concept asks for, and nothing more.
struct archetype {
    using policy_role = ledger_role;
    explicit archetype(int) {}
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    ledger_state load() { return page; }
    void save(ledger_state const& state) { page = state; }
    ledger_state page;
};
static_assert(Ledger<archetype> && ledger_role::explain<archetype>());

struct without_role {
    ledger_state load();
    void save(ledger_state const&);
};
struct without_load {
    using policy_role = ledger_role;
    void save(ledger_state const&);
};
struct loads_a_pointer {
    using policy_role = ledger_role;
    ledger_state const* load();
    void save(ledger_state const&);
};
struct without_save {
    using policy_role = ledger_role;
    ledger_state load();
};
struct saves_what_it_may_change {
    using policy_role = ledger_role;
    ledger_state load();
    void save(ledger_state&);
};
static_assert(!Ledger<without_role> && !Ledger<without_load> && !Ledger<loads_a_pointer>);
static_assert(!Ledger<without_save> && !Ledger<saves_what_it_may_change> && !Ledger<int>);

}  // namespace

TEST_CASE("a ledger needs nothing beyond its concept", "[ledger]") {
    archetype ledger{0};
    CHECK(laws::starts_empty(ledger));
    CHECK(laws::keeps_what_was_saved(ledger));
}
