#include "support.hpp"

using namespace retrain::testing;

#if defined(REJECT)
core_service<> service;
#else
core_service<toy_trainer<>> service;
#endif
