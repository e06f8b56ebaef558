#include "support.hpp"

using namespace retrain::testing;

struct needs_path : toy_source {
    explicit needs_path(char const*) {}
};
using service = retrain::retraining_service<needs_path, memory_store, retrain::memory_ledger,
                                            retrain::no_backup, toy_trainer<>>;

#if defined(REJECT)
service one;
#else
service one{needs_path{"rows.csv"}};
#endif
