#pragma once

#include <retrain/core/zone.hpp>

namespace retrain::laws {

/// [zone.forward] a later local time is never an earlier instant.
template <Zone Z>
[[nodiscard]] constexpr bool runs_forward(Z const& zone, local_time_point shown,
                                          std::chrono::nanoseconds step) {
    return zone.to_utc(shown) <= zone.to_utc(shown + step);
}

/// [zone.round] there and back is where one was, or earlier where the clocks show a time twice.
template <Zone Z>
[[nodiscard]] constexpr bool comes_back(Z const& zone, time_point instant) {
    local_time_point const shown = zone.to_local(instant);
    time_point const back = zone.to_utc(shown);
    return back <= instant && zone.to_local(back) == shown;
}

}  // namespace retrain::laws
