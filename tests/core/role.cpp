#include <retrain/core/role.hpp>

using namespace retrain;

namespace {
struct some_role;
struct other_role;
struct ours {
    using policy_role = some_role;
};
struct theirs {};
struct nobodys {};
}  // namespace

template <>
struct retrain::role_of<theirs> {
    using type = some_role;
};

static_assert(PlaysRole<ours, some_role> && PlaysRole<theirs, some_role>);
static_assert(!PlaysRole<ours, other_role> && !PlaysRole<nobodys, some_role>);
static_assert(!PlaysRole<int, some_role>);
