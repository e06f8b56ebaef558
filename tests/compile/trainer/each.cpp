#include <retrain/trainer/train_each.hpp>

#include "parts.hpp"

struct part : whole_trainer<"yours"> {
#ifdef REJECT
    using policy_role = void;
#endif
};

retrain::train_each<whole_trainer<"mine">, part> whole;
