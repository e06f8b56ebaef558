#include <retrain/backup/concept.hpp>

struct policy {
    using policy_role = retrain::backup_role;
#ifdef REJECT
    bool preserve(retrain::backup_request const&);
#else
    std::string preserve(retrain::backup_request const&);
#endif
};

constexpr bool answer = retrain::backup_role::explain<policy>();
