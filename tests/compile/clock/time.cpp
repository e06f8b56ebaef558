#include <retrain/clock/concept.hpp>

struct policy {
    using policy_role = retrain::clock_role;
#ifdef REJECT
    long now() const noexcept { return {}; }
#else
    retrain::time_point now() const noexcept { return {}; }
#endif
};

constexpr bool answer = retrain::clock_role::explain<policy>();
