#pragma once

#include <retrain/clock/concept.hpp>
#include <retrain/core/time.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

namespace retrain {

/// A clock that stands still until it is moved by hand. Use when a simulation or a test replays a
/// year of decisions in milliseconds.
///
/// It is a handle: all copies show and move the same hand, so the program keeps one and gives the
/// service another. Clocks made apart are independent. Every member may be called from any thread.
///
///     rt::virtual_clock clock{rt::time_point{}};
///     my_service service{clock};
///     clock.advance(24h);                     // the service's clock as well
class virtual_clock {
   public:
    using policy_role = clock_role;

    /// A clock that shows `start`; without an argument, the first second of 1970.
    explicit virtual_clock(time_point start = time_point{})
        : hand_{std::make_shared<std::atomic<std::int64_t>>(start.time_since_epoch().count())} {}

    // Only copies are declared: a clock that was moved from still tells the time.
    virtual_clock(virtual_clock const&) noexcept = default;
    virtual_clock& operator=(virtual_clock const&) noexcept = default;
    ~virtual_clock() = default;

    [[nodiscard]] time_point now() const noexcept {
        return time_point{std::chrono::nanoseconds{hand_->load()}};
    }

    /// Shows `instant` from now on, which may be earlier than before.
    void set(time_point instant) noexcept { hand_->store(instant.time_since_epoch().count()); }

    /// Moves the hand by `span`, backwards if it is negative.
    void advance(std::chrono::nanoseconds span) noexcept { hand_->fetch_add(span.count()); }

   private:
    std::shared_ptr<std::atomic<std::int64_t>> hand_;
};

}  // namespace retrain
