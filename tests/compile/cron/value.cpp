#include <retrain/trigger/cron.hpp>

#ifdef REJECT
retrain::cron<"0 25 * * 1-5"> trigger;  // no such hour
#else
retrain::cron<"0 23 * * 1-5"> trigger;
#endif
