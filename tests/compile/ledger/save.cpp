#include <retrain/ledger/concept.hpp>

struct policy {
    using policy_role = retrain::ledger_role;
    retrain::ledger_state load();
#ifdef REJECT
    void save(retrain::ledger_state&);
#else
    void save(retrain::ledger_state const&);
#endif
};

constexpr bool answer = retrain::ledger_role::explain<policy>();
