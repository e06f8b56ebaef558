// The program that docs/ledger.md shows.
//! [own]
#include <retrain/ledger/concept.hpp>

#include <memory>

// A ledger that a program keeps among its own state, and saves with it.
struct state_ledger {
    using policy_role = retrain::ledger_role;
    std::shared_ptr<retrain::ledger_state> kept = std::make_shared<retrain::ledger_state>();

    retrain::ledger_state load() { return *kept; }
    void save(retrain::ledger_state const& state) { *kept = state; }
};
static_assert(retrain::Ledger<state_ledger>);
//! [own]

int main() {
    state_ledger ledger;
    state_ledger copy = ledger;
    retrain::ledger_state state;
    state.attempts = 3;
    ledger.save(state);
    return copy.load().attempts == 3 ? 0 : 1;
}
