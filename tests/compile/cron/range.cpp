#include <retrain/trigger/cron.hpp>

#ifdef REJECT
retrain::cron<"0 22-2 * * *"> trigger;  // runs downwards
#else
retrain::cron<"0 22-23,0-2 * * *"> trigger;
#endif
