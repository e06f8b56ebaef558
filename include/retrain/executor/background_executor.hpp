#pragma once

#include <retrain/executor/concept.hpp>
#include <retrain/executor/job.hpp>

#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace retrain {

/// Does jobs one after the other on a thread of its own. Use when events arrive on threads that
/// must not wait for a training.
///
/// The queue is first in, first out. There is one timer; when it is due, its job joins the queue.
/// What a job throws is dropped, as is a job that there is no memory for. Every member may be
/// called from any thread, also from inside a job. A moved-from executor may only be destroyed or
/// assigned to. The constructor throws `std::system_error` where no thread can be started.
class background_executor {
   public:
    using policy_role = executor_role;

    background_executor() : worker_{[shared = state_] { shared->work(); }} {}
    background_executor(background_executor&&) noexcept = default;
    background_executor& operator=(background_executor&& other) noexcept {
        if (this != &other) {
            finish();
            state_ = std::move(other.state_);
            worker_ = std::move(other.worker_);
        }
        return *this;
    }
    ~background_executor() { finish(); }

    /// Queues `work` and returns at once.
    void submit(job work) noexcept {
        state_->add(std::move(work), [](state& to, std::list<job>& fresh) noexcept {
            to.queue.splice(to.queue.end(), fresh);
        });
    }

    /// Does `work` once `delay` has passed, by a clock that nobody sets, instead of what the timer
    /// was to do before. An empty job only clears the timer.
    void wake_after(std::chrono::nanoseconds delay, job work) noexcept {
        state_->add(std::move(work), [delay](state& to, std::list<job>& fresh) noexcept {
            auto const now = std::chrono::steady_clock::now();
            auto const farthest = std::chrono::steady_clock::time_point::max() - now;
            to.due = now + (delay < farthest ? delay : farthest);
            to.timer.swap(fresh);
        });
    }

    /// Forgets the queue, the timer and all later jobs, and waits for the running job. Inside a
    /// job it does not wait: that job is the last.
    void stop() noexcept {
        auto const shared = state_;
        std::list<job> forgotten;  // destroyed without the lock: what a job owns may call us
        std::unique_lock lock{shared->mutex};
        shared->stopped = true;
        forgotten.splice(forgotten.end(), shared->queue);
        forgotten.splice(forgotten.end(), shared->timer);
        lock.unlock();
        shared->changed.notify_all();
        forgotten.clear();
        lock.lock();
        if (shared->worker != std::this_thread::get_id())
            shared->changed.wait(lock, [&] { return !shared->running; });
    }

   private:
    struct state {
        std::mutex mutex;
        std::condition_variable changed;
        std::list<job> queue;
        std::list<job> timer;  ///< at most one
        std::chrono::steady_clock::time_point due{};
        std::thread::id worker;
        bool running = false;
        bool stopped = false;

        /// Hands a list with `work` alone to `place`, under the lock.
        template <class Place>
        void add(job work, Place place) noexcept {
            std::list<job> fresh;  // outlives the lock: it may come back with a job to destroy
            try {
                fresh.push_back(std::move(work));
            } catch (...) {
                return;
            }
            std::lock_guard const lock{mutex};
            if (stopped) return;
            place(*this, fresh);
            changed.notify_all();
        }

        /// What the worker does until the executor is stopped.
        void work() noexcept {
            std::unique_lock lock{mutex};
            worker = std::this_thread::get_id();
            while (!stopped) {
                if (!timer.empty() && std::chrono::steady_clock::now() >= due)
                    queue.splice(queue.end(), timer);
                if (!queue.empty())
                    run_next(lock);
                else if (timer.empty())
                    changed.wait(lock);
                else
                    changed.wait_until(lock, std::chrono::steady_clock::time_point{due});
            }
        }

        void run_next(std::unique_lock<std::mutex>& lock) noexcept {
            std::list<job> next;
            next.splice(next.end(), queue, queue.begin());
            running = true;
            lock.unlock();
            try {
                next.front()();
            } catch (...) {  // a service's jobs report their own failures
            }
            next.clear();
            lock.lock();
            running = false;
            changed.notify_all();
        }
    };

    /// Stops, and lets the thread end: it owns the state too, so it may outlive this object where
    /// its own job destroys it.
    void finish() noexcept {
        if (!state_) return;
        stop();
        if (worker_.get_id() == std::this_thread::get_id())
            worker_.detach();
        else
            worker_.join();
    }

    std::shared_ptr<state> state_ = std::make_shared<state>();
    std::thread worker_;
};

}  // namespace retrain
