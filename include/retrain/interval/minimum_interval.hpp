#pragma once

#include <retrain/interval/concept.hpp>

#include <chrono>
#include <concepts>
#include <optional>

namespace retrain {

/// The shortest time between two runs that `policy` promises, or nothing if it promises none.
/// A policy promises one with a member `minimum_interval() const noexcept` that returns
/// nanoseconds, or an optional of them.
template <IntervalPolicy P>
[[nodiscard]] constexpr std::optional<std::chrono::nanoseconds> minimum_interval(
    P const& policy) noexcept {
    if constexpr (requires {
                      {
                          policy.minimum_interval()
                      } noexcept -> std::convertible_to<std::optional<std::chrono::nanoseconds>>;
                  })
        return policy.minimum_interval();
    else
        return std::nullopt;
}

}  // namespace retrain
