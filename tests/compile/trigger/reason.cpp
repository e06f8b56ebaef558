#include <retrain/trigger/concept.hpp>

struct my_event {};

struct policy {
    using policy_role = retrain::trigger_role;
    using events = retrain::type_list<my_event>;
#ifdef REJECT
    bool observe(my_event const&, retrain::observation const&) noexcept { return true; }
#else
    std::optional<retrain::reason> observe(my_event const&, retrain::observation const&) noexcept {
        return std::nullopt;
    }
#endif
};

constexpr bool answer = retrain::trigger_role::explain<policy>();
