#include <retrain/interval/concept.hpp>

struct policy {
    using policy_role = retrain::interval_role;
#ifdef REJECT
    int allows(retrain::observation const&) const noexcept { return 1; }
#else
    bool allows(retrain::observation const&) const noexcept { return true; }
#endif
};

constexpr bool answer = retrain::interval_role::explain<policy>();
