#include <retrain/trigger/concept.hpp>

struct my_event {};

struct policy {
    using policy_role = retrain::trigger_role;
#ifdef REJECT
    using events = my_event;  // one type instead of a list
#else
    using events = retrain::type_list<my_event>;
#endif
    std::optional<retrain::reason> observe(my_event const&, retrain::observation const&) noexcept {
        return std::nullopt;
    }
};

constexpr bool answer = retrain::trigger_role::explain<policy>();
