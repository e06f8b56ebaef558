#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace retrain {

/// The place where readers find what is live. A reader gets the old value or the new one, whole,
/// and keeps it alive for as long as it holds it.
template <class T>
class live_slot {
   public:
    /// What is live now; null only before there ever was one. Thread-safe.
    [[nodiscard]] std::shared_ptr<T const> get() const noexcept {
        std::scoped_lock const lock{mutex_};
        return value_;
    }

    /// Makes `next` live. The old value is destroyed outside of the lock, by its last reader.
    void set(std::shared_ptr<T const> next) noexcept {
        std::scoped_lock const lock{mutex_};
        value_.swap(next);
    }

   private:
    mutable std::mutex mutex_;
    std::shared_ptr<T const> value_;
};

}  // namespace retrain
