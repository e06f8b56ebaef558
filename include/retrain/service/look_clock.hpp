#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>

namespace retrain {

/// When a service looks again at what other processes changed. By a clock that nobody sets, so a
/// service in simulated time looks no more often than one in real time. Thread-safe.
class look_clock {
    using steady = std::chrono::steady_clock;

   public:
    /// A look is due every `seconds`; with 0, never.
    explicit look_clock(double seconds) noexcept
        : every_{std::chrono::duration_cast<steady::duration>(
              std::chrono::duration<double>{seconds})} {}

    /// Whether a look is due; of those who ask at once, one is told to make it.
    [[nodiscard]] bool take() noexcept {
        auto last = last_.load();
        auto const now = steady::now();
        return every_ > every_.zero() && now - last >= every_ &&
               last_.compare_exchange_strong(last, now);
    }

    /// A look is made although none was due.
    void note() noexcept { last_ = steady::now(); }

    /// How long until a look is due; nothing if none ever is.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> until() const noexcept {
        if (every_ <= every_.zero()) return std::nullopt;
        return std::max<std::chrono::nanoseconds>(last_.load() + every_ - steady::now(),
                                                  std::chrono::nanoseconds::zero());
    }

   private:
    steady::duration every_;
    std::atomic<steady::time_point> last_{steady::now()};
};

}  // namespace retrain
