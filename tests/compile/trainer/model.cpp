#include "parts.hpp"

struct policy {
    using policy_role = retrain::trainer_role;
    static constexpr std::string_view name = "mine";
#ifndef REJECT
    whole_model train(retrain::training_request const&) { return {}; }
#else
    int train(retrain::training_request const&) { return 0; }
#endif
};

constexpr bool answer = retrain::trainer_role::explain<policy>();
