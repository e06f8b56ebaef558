#include <retrain/core/reason.hpp>

using retrain::reason;

static_assert(reason{"a"} == reason{"a"} && reason{"a"} != reason{"b"});
static_assert(reason{"a", 64.0} != reason{"a"} && *reason{"a", 64.0}.amount == 64.0);
