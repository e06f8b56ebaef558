#include <retrain/filter/keep_all_rows.hpp>

struct policy {
    using policy_role = retrain::filter_role;
#ifndef REJECT
    retrain::row_decision judge(retrain::row_view const&) const;
#else
    retrain::row_decision judge(int) const;
#endif
};
constexpr bool answer = retrain::filter_role::explain<policy>();
