#include "support.hpp"

using namespace retrain;
using namespace retrain::testing;

/// A ledger that several processes could save to.
struct common_ledger : memory_ledger {
    static bool changed() { return false; }
    template <class Merge>
    ledger_state update(Merge const& merge) {
        save(merge(std::nullopt));
        return load();
    }
};

#if defined(REJECT)
using ledger = memory_ledger;
#else
using ledger = common_ledger;
#endif
retraining_service<toy_source, memory_store, ledger, no_backup, toy_trainer<>> service;
readiness left = service.leave_request("from a tool");
