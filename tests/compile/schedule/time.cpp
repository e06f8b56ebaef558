#include <retrain/trigger/daily_at.hpp>

using namespace std::chrono_literals;

#ifdef REJECT
retrain::daily_at<24h> trigger;  // that is the next day
#else
retrain::daily_at<0h> trigger;
#endif
