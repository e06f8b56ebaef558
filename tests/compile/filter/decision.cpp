#include <retrain/filter/keep_all_rows.hpp>

struct policy {
    using policy_role = retrain::filter_role;
#ifndef REJECT
    retrain::row_decision judge(retrain::row_view const&) const;
#else
    bool judge(retrain::row_view const&) const;
#endif
};
constexpr bool answer = retrain::filter_role::explain<policy>();
