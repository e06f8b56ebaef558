#pragma once

#include <retrain/core/time.hpp>

#include <chrono>
#include <cstddef>

namespace retrain {

/// What a service knows at the moment it decides. Policies see nothing else, so every decision is
/// a pure function of its arguments and can be replayed, also in a constant expression.
struct observation {
    time_point now{};
    time_point last_run = not_yet;      ///< end of the last run that reached a verdict, good or bad
    time_point last_failure = not_yet;  ///< end of the last failed run
    std::size_t failures = 0;         ///< failed runs in a row since a run reached a verdict
    std::size_t new_samples = 0;      ///< mature rows that no judged run has seen

    [[nodiscard]] constexpr std::chrono::nanoseconds since_last_run() const noexcept {
        return elapsed(last_run, now);
    }
    [[nodiscard]] constexpr std::chrono::nanoseconds since_last_failure() const noexcept {
        return elapsed(last_failure, now);
    }
};

}  // namespace retrain
