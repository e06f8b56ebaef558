#include <retrain/trigger/cron.hpp>

#ifdef REJECT
retrain::cron<"5/15 * * * *"> trigger;  // a step of a single value
#else
retrain::cron<"5-59/15 * * * *"> trigger;
#endif
