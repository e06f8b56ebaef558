#include <retrain/clock/concept.hpp>

struct policy {
    using policy_role = retrain::clock_role;
#ifdef REJECT
    retrain::time_point now() noexcept { return {}; }
#else
    retrain::time_point now() const noexcept { return {}; }
#endif
};

constexpr bool answer = retrain::clock_role::explain<policy>();
