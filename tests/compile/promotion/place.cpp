#include <retrain/promotion/replace.hpp>

struct policy {
    using policy_role = retrain::promotion_role;
#ifndef REJECT
    std::optional<retrain::set_aside_as> place(retrain::verdict const&,
                                               retrain::time_point) const noexcept;
#else
    std::optional<retrain::set_aside_as> place(retrain::verdict const&) const noexcept;
#endif
};
constexpr bool answer = retrain::promotion_role::explain<policy>();
