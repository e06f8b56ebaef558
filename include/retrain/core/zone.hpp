#pragma once

#include <retrain/core/time.hpp>

#include <chrono>
#include <concepts>

namespace retrain {

/// What a clock on a wall shows, without a word about where the wall is.
using local_time_point = std::chrono::local_time<std::chrono::nanoseconds>;

namespace requirement {
template <class Z>
concept ZoneTellsInstant = requires(Z const& zone, local_time_point shown) {
    { zone.to_utc(shown) } -> std::same_as<time_point>;
};
template <class Z>
concept ZoneTellsLocal = requires(Z const& zone, time_point instant) {
    { zone.to_local(instant) } -> std::same_as<local_time_point>;
};
}  // namespace requirement

/// Answers: what do the clocks of a place show, and when?
///
/// Let `z` be a `Z const`, `l` a `local_time_point` and `t` a `time_point`.
///   [zone.to_utc]   `z.to_utc(l)` returns the instant at which the clocks show `l`;
///   [zone.to_local] `z.to_local(t)` returns what they show at `t`.
/// Semantics the compiler cannot see:
///   [zone.forward] a later `l` never gives an earlier `z.to_utc(l)`. So of a time that is shown
///                  twice it is the first, and a time that is skipped is the instant of the skip;
///   [zone.round]   `z.to_utc(z.to_local(t)) <= t`, and equal but for times that are shown twice.
/// A zone that can be made from the settings says so as a policy does, with `from_settings`.
/// Models: `utc_offset`; with retrain::defaults linked `time_zone` and `named_zone`.
template <class Z>
concept Zone = std::movable<Z> && requirement::ZoneTellsInstant<Z> &&
               requirement::ZoneTellsLocal<Z>;

/// Says which requirement a zone misses, as a role does for its policies.
struct zone_requirements {
    template <class Z>
    static constexpr bool accepts = Zone<Z>;

    /// Fails to compile with the first requirement that `Z` misses.
    template <class Z>
    static consteval bool explain() {
        if constexpr (!requirement::ZoneTellsInstant<Z>)
            static_assert(sizeof(Z) == 0, "[zone.to_utc] a Zone needs a const member "
                          "`retrain::time_point to_utc(retrain::local_time_point) const`");
        else if constexpr (!requirement::ZoneTellsLocal<Z>)
            static_assert(sizeof(Z) == 0, "[zone.to_local] a Zone needs a const member "
                          "`retrain::local_time_point to_local(retrain::time_point) const`");
        return accepts<Z>;
    }
};

}  // namespace retrain
