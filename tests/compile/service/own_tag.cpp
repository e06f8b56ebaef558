#include "support.hpp"

using namespace retrain;
using namespace retrain::testing;

struct one {};
struct other {};

#if defined(REJECT)
core_service<toy_trainer<>, named<one>, on<retraining_completed<one>>> service;
#else
core_service<toy_trainer<>, named<one>, on<retraining_completed<other>>> service;
#endif
