#pragma once

#include <retrain/clock/concept.hpp>
#include <retrain/core/time.hpp>

namespace retrain::laws {

/// [clock.value] A copy tells the time of its original, while nobody sets the clock back.
template <Clock C>
[[nodiscard]] bool copies_agree(C const& clock) {
    C const copy{clock};
    time_point const before = clock.now();
    time_point const between = copy.now();
    time_point const after = clock.now();
    return before <= between && between <= after;
}

/// [clock.happened] What a clock shows can happen: it is never `not_yet`.
template <Clock C>
[[nodiscard]] bool shows_an_instant(C const& clock) {
    return time_point{clock.now()} > not_yet;
}

}  // namespace retrain::laws
