#pragma once

#include <retrain/core/readiness.hpp>
#include <retrain/core/time.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace retrain {

/// A service's totals, over restarts.
struct statistics {
    std::size_t attempts = 0;  ///< runs that started
    std::size_t trained = 0;   ///< runs in which at least one model was trained and judged
    std::size_t promoted = 0;  ///< models that went live
    std::size_t rejected = 0;  ///< models that were judged and did not
    std::size_t failed = 0;    ///< runs in which something failed
    std::map<std::string, std::size_t> skips;  ///< by `name(skip_reason)`
    time_point last_run = not_yet;               ///< end of the last run that reached a verdict
    std::optional<double> minimum_interval_hours{};  ///< where the interval policy has one
    readiness can_retrain_now;                 ///< and why not
};

}  // namespace retrain
