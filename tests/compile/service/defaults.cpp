#include "support.hpp"

using namespace retrain::testing;

// The default store is a file_store, which <retrain/defaults.hpp> defines.
#if defined(REJECT)
retrain::retraining_service<toy_source, retrain::memory_ledger, retrain::no_backup, toy_trainer<>>
    service;
#else
core_service<toy_trainer<>> service;
#endif
