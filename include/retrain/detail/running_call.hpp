#pragma once

#include <cstdint>
#include <mutex>

namespace retrain::detail {

/// Marks, on the stack of the thread that makes it, that a subscriber's handler is running.
class running_call {
   public:
    explicit running_call(std::uint64_t subscriber) noexcept
        : subscriber_{subscriber}, outer_{innermost} {
        innermost = this;
    }
    running_call(running_call const&) = delete;
    running_call& operator=(running_call const&) = delete;
    ~running_call() { innermost = outer_; }

   private:
    friend class waiting_thread;

    static inline constinit thread_local running_call const* innermost = nullptr;

    std::uint64_t subscriber_;
    running_call const* outer_;
};

/// A thread that wants to wait until no handler of one subscriber runs any more. It must not if a
/// handler that it would wait for is its own, or waits, perhaps through others, for one of its own.
class waiting_thread {
   public:
    explicit waiting_thread(std::uint64_t target) noexcept
        : target_{target}, calls_{running_call::innermost} {
        std::scoped_lock const lock{mutex};
        if (waits_for_me(target)) return;
        next_ = first;
        first = this;
        may_wait_ = true;
    }
    waiting_thread(waiting_thread const&) = delete;
    waiting_thread& operator=(waiting_thread const&) = delete;
    ~waiting_thread() {
        if (!may_wait_) return;
        std::scoped_lock const lock{mutex};
        waiting_thread** place = &first;
        while (*place != this) place = &(*place)->next_;
        *place = next_;
    }

    [[nodiscard]] bool may_wait() const noexcept { return may_wait_; }

   private:
    [[nodiscard]] bool runs(std::uint64_t subscriber) const noexcept {
        for (auto const* call = calls_; call != nullptr; call = call->outer_)
            if (call->subscriber_ == subscriber) return true;
        return false;
    }

    /// Ends, since no thread is let in that would close a circle.
    [[nodiscard]] bool waits_for_me(std::uint64_t subscriber) const noexcept {
        if (runs(subscriber)) return true;
        for (auto const* other = first; other != nullptr; other = other->next_)
            if (other->runs(subscriber) && waits_for_me(other->target_)) return true;
        return false;
    }

    static inline constinit std::mutex mutex{};
    static inline constinit waiting_thread* first = nullptr;

    std::uint64_t target_;
    running_call const* calls_;
    waiting_thread* next_ = nullptr;
    bool may_wait_ = false;
};

}  // namespace retrain::detail
