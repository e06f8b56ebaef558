#include <retrain/trigger/cron.hpp>

#ifdef REJECT
retrain::cron<"0 2 * *"> trigger;  // no weekday
#else
retrain::cron<"0 2 * * *"> trigger;
#endif
