#include "support.hpp"

using namespace retrain::testing;

#if defined(REJECT)
core_service<toy_trainer<>> service{toy_trainer<"other">{}};
#else
core_service<toy_trainer<>> service{toy_trainer<>{}};
#endif
