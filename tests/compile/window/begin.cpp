#include <retrain/window/last_days.hpp>

struct policy {
    using policy_role = retrain::window_role;
#ifndef REJECT
    retrain::time_point begin(retrain::dataset_view, std::string_view) const;
#else
    retrain::time_point begin(retrain::dataset_view) const;
#endif
};
constexpr bool answer = retrain::window_role::explain<policy>();
