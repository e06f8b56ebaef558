#include <retrain/validation/no_validation.hpp>

struct policy {
    using policy_role = retrain::validation_role;
#ifndef REJECT
    retrain::verdict decide(retrain::evidence const&) const noexcept;
#else
    bool decide(retrain::evidence const&) const noexcept;
#endif
};
constexpr bool answer = retrain::validation_role::explain<policy>();
