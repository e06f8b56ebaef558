#pragma once

#include <retrain/clock/concept.hpp>
#include <retrain/core/time.hpp>

#include <chrono>

namespace retrain {

/// The system's clock. Use when the service runs in the real world, which is the default.
///
/// It follows the corrections of the system's time, backwards too; the decisions count a clock
/// that went backwards as not elapsed.
struct system_time {
    using policy_role = clock_role;

    [[nodiscard]] static time_point now() noexcept { return std::chrono::system_clock::now(); }
};

}  // namespace retrain
