#pragma once

#include <retrain/core/type_list.hpp>
#include <retrain/trigger/concept.hpp>

namespace retrain {

/// Use when nothing but a call of `retrain` or `request` may start a run: it listens to no event
/// and never fires. The default of the role.
struct never {
    using policy_role = trigger_role;
    using events = type_list<>;
};

}  // namespace retrain
