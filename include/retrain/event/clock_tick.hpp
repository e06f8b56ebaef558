#pragma once

#include <retrain/core/time.hpp>

#include <string_view>

namespace retrain {

/// Time has passed. Whoever owns the program's timer publishes it, as often as a schedule needs to
/// be looked at; a simulation publishes one a simulated day.
struct clock_tick {
    static constexpr std::string_view event_name = "clock_tick";

    time_point now{};
};

}  // namespace retrain
