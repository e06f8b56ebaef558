#pragma once

#include <atomic>
#include <thread>

namespace retrain::detail {

/// A lock for sections of a few instructions, in which nothing of a user's is called: taking it is
/// one exchange and releasing it one store, half of what an uncontended mutex costs.
class spin_lock {
   public:
    void lock() noexcept {
        while (held_.exchange(true, std::memory_order_acquire))
            while (held_.load(std::memory_order_relaxed)) std::this_thread::yield();
    }
    void unlock() noexcept { held_.store(false, std::memory_order_release); }

   private:
    std::atomic<bool> held_{false};
};

}  // namespace retrain::detail
