#include <retrain/trigger/cron.hpp>

#ifdef REJECT
retrain::cron<"0 2 30 feb *"> trigger;  // in no year
#else
retrain::cron<"0 2 29 feb *"> trigger;
#endif
