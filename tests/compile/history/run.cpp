#include <retrain/history/concept.hpp>

struct policy {
    using policy_role = retrain::history_role;
#ifdef REJECT
    void record(retrain::skip_record const&) {}
#else
    void record(retrain::run_record const&) {}
#endif
};

constexpr bool answer = retrain::history_role::explain<policy>();
