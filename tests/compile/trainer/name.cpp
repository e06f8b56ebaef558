#include "parts.hpp"

struct policy {
    using policy_role = retrain::trainer_role;
#ifndef REJECT
    static constexpr std::string_view name = "mine";
#endif
    whole_model train(retrain::training_request const&) { return {}; }
};

constexpr bool answer = retrain::trainer_role::explain<policy>();
