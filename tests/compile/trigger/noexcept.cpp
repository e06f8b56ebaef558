#include <retrain/trigger/concept.hpp>

struct my_event {};

struct policy {
    using policy_role = retrain::trigger_role;
    using events = retrain::type_list<my_event>;
#ifdef REJECT
    std::optional<retrain::reason> observe(my_event const&, retrain::observation const&) {
#else
    std::optional<retrain::reason> observe(my_event const&, retrain::observation const&) noexcept {
#endif
        return std::nullopt;
    }
};

constexpr bool answer = retrain::trigger_role::explain<policy>();
