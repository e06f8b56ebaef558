#include <retrain/retraining_service.hpp>

#include <support/toy.hpp>

struct no_policy {};

#if defined(REJECT)
using wrong = retrain::retraining_service<retrain::testing::toy_trainer<>, no_policy>;
wrong service;
#else
template <>
struct retrain::role_of<no_policy> {
    using type = retrain::name_role;
};
static_assert(retrain::PlaysRole<no_policy, retrain::name_role>);
#endif
