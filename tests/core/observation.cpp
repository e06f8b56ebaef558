#include <retrain/core/observation.hpp>

#include <chrono>

using namespace retrain;
using namespace std::chrono_literals;

static_assert(observation{}.since_last_run() == std::chrono::nanoseconds::max());
static_assert(observation{}.since_last_failure() == std::chrono::nanoseconds::max());
static_assert(observation{.now = time_point{5h}, .last_run = time_point{2h}}.since_last_run() ==
              3h);
static_assert(observation{.now = time_point{5h}, .last_failure = time_point{4h}}
                  .since_last_failure() == 1h);
static_assert(observation{.now = time_point{1h}, .last_run = time_point{2h}}.since_last_run() ==
              0ns);
