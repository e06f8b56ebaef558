#include <retrain/trigger/daily_at.hpp>

struct zone {
#ifdef REJECT
    std::chrono::sys_seconds to_utc(retrain::local_time_point) const;  // loses nanoseconds
#else
    retrain::time_point to_utc(retrain::local_time_point) const;
#endif
    retrain::local_time_point to_local(retrain::time_point) const;
};

retrain::daily_at<std::chrono::hours{2}, zone>* trigger;
constexpr auto size = sizeof(*trigger);
