#pragma once

#include <retrain/detail/running_call.hpp>
#include <retrain/detail/spin_lock.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace retrain::detail {

/// One subscription's place in its list, guarded by the list's lock.
struct subscriber {
    enum class phase : unsigned char {
        open,       ///< is called
        closing,    ///< is not called any more; somebody is about to erase it
        abandoned,  ///< is not called any more; whoever finds that it does not run erases it
    };

    subscriber() = default;
    subscriber(subscriber const&) = delete;
    subscriber& operator=(subscriber const&) = delete;
    virtual ~subscriber() = default;
    virtual void destroy_handler() noexcept = 0;

    std::uint64_t id = 0;
    std::size_t uncelled = 0;  // running calls that found no free cell
    std::atomic<phase> state{phase::open};  // atomic: a running call looks at it without the lock
    subscriber* previous = nullptr;
    subscriber* next = nullptr;
};

/// The subscriptions to one type of event, in the order in which they were made. Nothing of a
/// user's is called, nor destroyed, while the lock is held.
///
/// A running call holds a cell of `calls_`: taken under the lock and given back by a plain store,
/// so that an event to one subscriber takes the lock once. Who waits for a call therefore polls.
class subscriber_list {
   public:
    subscriber_list() = default;
    subscriber_list(subscriber_list const&) = delete;
    subscriber_list& operator=(subscriber_list const&) = delete;
    virtual ~subscriber_list() {
        while (first_ != nullptr) delete std::exchange(first_, first_->next);
    }

    std::uint64_t add(std::unique_ptr<subscriber> owned) noexcept {
        std::scoped_lock const hold{lock_};
        subscriber* const added = owned.release();
        added->id = next_id.fetch_add(1, std::memory_order_relaxed);
        added->previous = last_;
        (last_ == nullptr ? first_ : last_->next) = added;
        last_ = added;
        return added->id;
    }

    /// From its return on the handler is not called again. Waits for its running calls and then
    /// destroys it, but for calls that this would deadlock with: then it is destroyed after them.
    void remove(std::uint64_t id) noexcept {
        std::optional<waiting_thread> self;
        bool ours = false;
        std::unique_lock hold{lock_};
        for (std::chrono::microseconds pause{1};; pause = std::min(2 * pause, longest_pause)) {
            subscriber* const found = find(id);
            if (found == nullptr) return;
            if (found->state != phase::closing) ours = true;
            if (ours) found->state = phase::closing;
            if (ours && !is_running(*found)) {
                erase(hold, found);
                return;
            }
            if (self && !self->may_wait()) {
                if (ours) found->state = phase::abandoned;
                return;
            }
            hold.unlock();
            if (!self) self.emplace(id);
            if (self->may_wait()) std::this_thread::sleep_for(pause);
            hold.lock();
        }
    }

    void remove_all() noexcept {
        while (auto const id = first_open()) remove(id);
    }

    [[nodiscard]] std::size_t count() const noexcept {
        std::scoped_lock const hold{lock_};
        std::size_t open = 0;
        for (auto const* at = first_; at != nullptr; at = at->next)
            if (at->state == phase::open) ++open;
        return open;
    }

   protected:
    /// Hands every subscriber that is there at the beginning to `call`, which must not throw.
    template <class Call>
    void for_each(Call call) noexcept {
        std::unique_lock hold{lock_};
        if (first_ == nullptr) return;
        std::uint64_t const newest = last_->id;
        for (subscriber* at = first_; at != nullptr && at->id <= newest;) {
            if (at->state != phase::open) {
                at = after(hold, at);
                continue;
            }
            auto* const cell = free_cell();
            if (cell == nullptr)
                ++at->uncelled;
            else
                cell->store(at->id, std::memory_order_relaxed);
            bool const last = at->next == nullptr || at->next->id > newest;
            hold.unlock();
            {
                running_call const mark{at->id};
                call(*at);
            }
            bool const tidy = at->state.load(std::memory_order_relaxed) == phase::open;
            if (cell != nullptr && last && tidy) {
                cell->store(0, std::memory_order_release);
                return;
            }
            hold.lock();
            if (cell == nullptr)
                --at->uncelled;
            else
                cell->store(0, std::memory_order_release);
            at = after(hold, at);
        }
    }

   private:
    using phase = subscriber::phase;

    /// The subscriber after `at`, which is erased if it was abandoned and does not run any more.
    subscriber* after(std::unique_lock<spin_lock>& hold, subscriber* at) noexcept {
        return at->state == phase::abandoned && !is_running(*at) ? erase(hold, at) : at->next;
    }

    /// Destroys a closed subscriber that is not running; returns the one after it.
    subscriber* erase(std::unique_lock<spin_lock>& hold, subscriber* gone) noexcept {
        gone->state = phase::closing;
        hold.unlock();
        {
            running_call const mark{gone->id};  // the handler may own its own token
            gone->destroy_handler();
        }
        hold.lock();
        subscriber* const next = gone->next;
        (gone->previous == nullptr ? first_ : gone->previous->next) = next;
        (next == nullptr ? last_ : next->previous) = gone->previous;
        delete gone;
        return next;
    }

    [[nodiscard]] std::atomic<std::uint64_t>* free_cell() noexcept {
        for (auto& cell : calls_)
            if (cell.load(std::memory_order_acquire) == 0) return &cell;
        return nullptr;
    }

    [[nodiscard]] bool is_running(subscriber const& of) const noexcept {
        return of.uncelled != 0 || std::ranges::any_of(calls_, [&](auto const& cell) {
                   return cell.load(std::memory_order_acquire) == of.id;
               });
    }

    [[nodiscard]] subscriber* find(std::uint64_t id) const noexcept {
        auto* at = first_;
        while (at != nullptr && at->id != id) at = at->next;
        return at;
    }

    [[nodiscard]] std::uint64_t first_open() const noexcept {
        std::scoped_lock const hold{lock_};
        auto const* at = first_;
        while (at != nullptr && at->state != phase::open) at = at->next;
        return at == nullptr ? 0 : at->id;
    }

    static constexpr std::chrono::microseconds longest_pause{1000};
    static inline constinit std::atomic<std::uint64_t> next_id{1};  // unique over all lists

    mutable spin_lock lock_;
    subscriber* first_ = nullptr;
    subscriber* last_ = nullptr;
    std::array<std::atomic<std::uint64_t>, 8> calls_{};  // ids of running subscribers, 0 where free
};

}  // namespace retrain::detail
