#include <retrain/trigger/daily_at.hpp>

struct zone {
    retrain::time_point to_utc(retrain::local_time_point) const;
#ifndef REJECT
    retrain::local_time_point to_local(retrain::time_point) const;
#endif
};

retrain::daily_at<std::chrono::hours{2}, zone>* trigger;
constexpr auto size = sizeof(*trigger);
