#include <retrain/data_gate/data_checks.hpp>

struct policy {
    using policy_role = retrain::data_gate_role;
#ifndef REJECT
    retrain::data_findings check(retrain::dataset_view,
                                 std::span<retrain::model_metadata const>) const;
#else
    retrain::data_findings check(retrain::dataset_view) const;
#endif
};
constexpr bool answer = retrain::data_gate_role::explain<policy>();
