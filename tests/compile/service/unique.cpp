#include "support.hpp"

#include <retrain/interval/all_of.hpp>
#include <retrain/interval/min_new_samples.hpp>

using namespace retrain;
using namespace retrain::testing;
using day_long = min_interval<std::chrono::hours{24}>;
using hundred = min_new_samples<100>;

#if defined(REJECT)
core_service<toy_trainer<>, day_long, hundred> service;
#else
core_service<toy_trainer<>, all_of<day_long, hundred>> service;
#endif
