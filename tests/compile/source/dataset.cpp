#include <retrain/source/memory_source.hpp>

struct policy {
    using policy_role = retrain::source_role;
#ifndef REJECT
    retrain::dataset load(retrain::load_request const&);
#else
    retrain::schema load(retrain::load_request const&);
#endif
};
constexpr bool answer = retrain::source_role::explain<policy>();
