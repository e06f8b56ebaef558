#pragma once

#include <retrain/core/observation.hpp>

#include <concepts>

namespace retrain::detail {

/// Whether `trigger` has a reason, where the reason itself is not wanted.
template <class Trigger, class Event>
[[nodiscard]] constexpr bool fires(Trigger& trigger, Event const& event,
                                   observation const& o) noexcept {
    if constexpr (requires { { trigger.fires(event, o) } noexcept -> std::same_as<bool>; })
        return trigger.fires(event, o);
    else
        return trigger.observe(event, o).has_value();
}

}  // namespace retrain::detail
