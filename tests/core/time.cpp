#include <retrain/core/time.hpp>

#include <chrono>
#include <concepts>

using namespace retrain;
using namespace std::chrono_literals;

static_assert(std::same_as<time_point::duration, std::chrono::nanoseconds>);
static_assert(not_yet < time_point{} && not_yet < time_point{-24h * 365 * 290});

static_assert(elapsed(time_point{1h}, time_point{3h}) == 2h);
static_assert(elapsed(time_point{1h}, time_point{1h}) == 0ns);
static_assert(elapsed(time_point{3h}, time_point{1h}) == 0ns);  // the clock was corrected
static_assert(elapsed(not_yet, time_point{}) == std::chrono::nanoseconds::max());
static_assert(elapsed(not_yet, not_yet) == std::chrono::nanoseconds::max());
