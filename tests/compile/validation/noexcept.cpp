#include <retrain/validation/no_validation.hpp>

struct policy {
    using policy_role = retrain::validation_role;
#ifndef REJECT
    retrain::verdict decide(retrain::evidence const&) const noexcept;
#else
    retrain::verdict decide(retrain::evidence const&) const;
#endif
};
constexpr bool answer = retrain::validation_role::explain<policy>();
