#include <retrain/service/named.hpp>

struct nightly {};
struct untagged {
    using policy_role = retrain::name_role;
};

#if defined(REJECT)
constexpr bool answer = retrain::name_role::explain<untagged>();
#else
constexpr bool answer = retrain::name_role::explain<retrain::named<nightly>>();
#endif
