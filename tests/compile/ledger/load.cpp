#include <retrain/ledger/concept.hpp>

struct policy {
    using policy_role = retrain::ledger_role;
#ifdef REJECT
    retrain::ledger_state const* load();
#else
    retrain::ledger_state load();
#endif
    void save(retrain::ledger_state const&);
};

constexpr bool answer = retrain::ledger_role::explain<policy>();
