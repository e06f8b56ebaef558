#include <retrain/interval/concept.hpp>

struct policy {
    using policy_role = retrain::interval_role;
#ifdef REJECT
    bool allows(retrain::observation const&) noexcept { return true; }  // not const
#else
    bool allows(retrain::observation const&) const noexcept { return true; }
#endif
};

constexpr bool answer = retrain::interval_role::explain<policy>();
