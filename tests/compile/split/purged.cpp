#include <retrain/split/purged_holdout.hpp>

struct policy {
    using policy_role = retrain::split_role;
    static constexpr bool refits = true;
#ifndef REJECT
    static constexpr bool purged = true;
#else
    static constexpr bool purged = false;
#endif
    retrain::split_rows split(retrain::dataset_view) const;
};
constexpr bool answer = retrain::split_role::explain<policy>();
