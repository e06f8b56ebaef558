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

/// Does a job at once, on the thread that submits it. Use when the caller may wait for a run: a
/// batch program, a simulation, a test. It is the default, and starts no thread.
///
/// Jobs never overlap and never nest: while one runs, a job submitted from inside it or from
/// another thread is queued, `submit` returns at once, and the thread that is at work does the
/// queued job next. Nobody waits here for time to pass, so `wake_after` keeps nothing; a service
/// takes up a due retry at its next event or tick instead.
///
/// What a job throws is dropped, as is a job that there is no memory for. Every member may be
/// called from any thread, also from inside a job. A moved-from executor may only be destroyed or
/// assigned to.
class inline_executor {
   public:
    using policy_role = executor_role;

    inline_executor() = default;
    inline_executor(inline_executor&&) noexcept = default;
    inline_executor& operator=(inline_executor&& other) noexcept {
        if (this != &other) {
            if (state_) stop();
            state_ = std::move(other.state_);
        }
        return *this;
    }
    ~inline_executor() {
        if (state_) stop();
    }

    /// Does `work` before it returns, unless another job is running: then right after that one.
    void submit(job work) noexcept {
        auto const shared = state_;  // a job may destroy its executor
        std::list<job> fresh;
        try {
            fresh.push_back(std::move(work));
        } catch (...) {
            return;
        }
        std::unique_lock lock{shared->mutex};
        if (shared->stopped) return;
        shared->queue.splice(shared->queue.end(), fresh);
        if (shared->worker == std::thread::id{}) shared->drain(lock);
    }

    /// Keeps nothing: there is no thread that could wait.
    static void wake_after(std::chrono::nanoseconds, job) noexcept {}

    /// Forgets the queued jobs and all later ones, and waits for the running one. Inside a job it
    /// does not wait: that job is the last.
    void stop() noexcept {
        auto const shared = state_;
        std::list<job> forgotten;  // destroyed without the lock: what a job owns may call us
        std::unique_lock lock{shared->mutex};
        shared->stopped = true;
        forgotten.swap(shared->queue);
        lock.unlock();
        forgotten.clear();
        lock.lock();
        if (shared->worker != std::this_thread::get_id())
            shared->idle.wait(lock, [&] { return shared->worker == std::thread::id{}; });
    }

   private:
    struct state {
        std::mutex mutex;
        std::condition_variable idle;
        std::list<job> queue;
        std::thread::id worker;  ///< who does the jobs at the moment
        bool stopped = false;

        void drain(std::unique_lock<std::mutex>& lock) noexcept {
            worker = std::this_thread::get_id();
            while (!queue.empty()) {
                std::list<job> next;
                next.splice(next.end(), queue, queue.begin());
                lock.unlock();
                try {
                    next.front()();
                } catch (...) {  // a service's jobs report their own failures
                }
                next.clear();
                lock.lock();
            }
            worker = {};
            idle.notify_all();
        }
    };

    std::shared_ptr<state> state_ = std::make_shared<state>();
};

}  // namespace retrain
