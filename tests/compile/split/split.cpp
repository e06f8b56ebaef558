#include <retrain/split/purged_holdout.hpp>

struct policy {
    using policy_role = retrain::split_role;
    static constexpr bool purged = true;
    static constexpr bool refits = true;
#ifndef REJECT
    retrain::split_rows split(retrain::dataset_view) const;
#else
    retrain::split_rows split() const;
#endif
};
constexpr bool answer = retrain::split_role::explain<policy>();
