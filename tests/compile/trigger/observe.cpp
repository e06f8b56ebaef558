#include <retrain/trigger/concept.hpp>

struct my_event {};
struct other_event {};

struct policy {
    using policy_role = retrain::trigger_role;
    using events = retrain::type_list<my_event, other_event>;
    std::optional<retrain::reason> observe(my_event const&, retrain::observation const&) noexcept {
        return std::nullopt;
    }
#ifndef REJECT
    std::optional<retrain::reason> observe(other_event const&,
                                           retrain::observation const&) noexcept {
        return std::nullopt;
    }
#endif
};

constexpr bool answer = retrain::trigger_role::explain<policy>();
