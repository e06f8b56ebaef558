#pragma once

#include <retrain/executor/concept.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace retrain::laws {

/// Waits, without a time limit of its own, until `flag` is set.
inline void await(std::atomic<bool> const& flag) {
    while (!flag) std::this_thread::yield();
}

/// [executor.submit] Every job is done, and once, whichever thread submits it.
template <Executor X>
[[nodiscard]] bool does_each_once(X& executor) {
    constexpr std::size_t threads = 3;
    constexpr std::size_t jobs = 200;
    std::vector<std::atomic<int>> done(threads * jobs);
    std::atomic<std::size_t> total{0};
    {
        std::vector<std::jthread> submitters;
        for (std::size_t thread = 0; thread != threads; ++thread)
            submitters.emplace_back([&, thread] {
                for (std::size_t i = 0; i != jobs; ++i)
                    executor.submit([&, place = thread * jobs + i] {
                        ++done[place];
                        ++total;
                    });
            });
    }
    while (total < threads * jobs) std::this_thread::yield();
    std::atomic<bool> later{false};
    executor.submit([&] { later = true; });
    await(later);  // whatever was done twice has been done by now
    for (auto const& count : done)
        if (count != 1) return false;
    return total == threads * jobs;
}

/// [executor.serial] No two jobs run at the same time: a job sees a counter without a lock, which
/// the thread sanitizer watches, and alone.
template <Executor X>
[[nodiscard]] bool is_serial(X& executor) {
    constexpr std::size_t threads = 3;
    constexpr std::size_t jobs = 200;
    std::size_t done = 0;
    std::atomic<int> inside{0};
    std::atomic<bool> overlapped{false};
    {
        std::vector<std::jthread> submitters;
        for (std::size_t thread = 0; thread != threads; ++thread)
            submitters.emplace_back([&] {
                for (std::size_t i = 0; i != jobs; ++i)
                    executor.submit([&] {
                        if (++inside != 1) overlapped = true;
                        ++done;
                        --inside;
                    });
            });
    }
    std::atomic<bool> later{false};
    std::size_t seen = 0;
    executor.submit([&] {
        seen = done;
        later = true;
    });
    await(later);
    return !overlapped && seen == threads * jobs;
}

/// [executor.nested] A job that was submitted from inside a job runs after it, not in it.
template <Executor X>
[[nodiscard]] bool queues_from_inside(X& executor) {
    std::atomic<bool> finished{false};
    bool outer_over = false;
    bool inner_saw_it = false;
    executor.submit([&] {
        executor.submit([&] {
            inner_saw_it = outer_over;
            finished = true;
        });
        outer_over = true;
    });
    await(finished);
    return inner_saw_it;
}

/// [executor.throws] A job that throws takes nothing else with it.
template <Executor X>
[[nodiscard]] bool survives_a_throw(X& executor) {
    std::atomic<bool> later{false};
    executor.submit([] { throw std::runtime_error{"a job that throws"}; });
    executor.submit([&] { later = true; });
    await(later);
    return later;
}

/// Sets a flag when it is destroyed.
struct tells_its_end {
    explicit tells_its_end(std::atomic<bool>& flag) : flag_{&flag} {}
    tells_its_end(tells_its_end const&) = delete;
    tells_its_end& operator=(tells_its_end const&) = delete;
    ~tells_its_end() { *flag_ = true; }

   private:
    std::atomic<bool>* flag_;
};

/// [executor.stop] `stop` forgets what has not begun, waits for what has, and lets go of whatever
/// is submitted afterwards; stopping again does no harm. The executor is stopped afterwards.
template <Executor X>
[[nodiscard]] bool stops(X& executor) {
    std::atomic<bool> begun{false};
    std::atomic<bool> forgotten{false};
    std::atomic<bool> finished{false};
    std::atomic<int> later{0};

    std::jthread submitter{[&] {
        executor.submit([&] {
            begun = true;
            await(forgotten);  // which only `stop` brings about
            for (int i = 0; i != 100; ++i) std::this_thread::yield();
            finished = true;
        });
    }};
    await(begun);
    executor.submit([&, end = std::make_unique<tells_its_end>(forgotten)] { ++later; });
    executor.stop();
    bool const waited = finished;

    std::atomic<bool> dropped{false};
    std::atomic<bool> unset{false};
    executor.submit([&, end = std::make_unique<tells_its_end>(dropped)] { ++later; });
    executor.wake_after(std::chrono::nanoseconds{0},
                        [&, end = std::make_unique<tells_its_end>(unset)] { ++later; });
    bool const let_go = dropped && unset;
    executor.stop();
    return waited && let_go && later == 0;
}

/// [executor.stop] A job may stop its own executor, and is its last. It is stopped afterwards.
template <Executor X>
[[nodiscard]] bool stops_from_inside(X& executor) {
    std::atomic<bool> begun{false};
    std::atomic<bool> queued{false};
    std::atomic<bool> returned{false};
    std::atomic<bool> later{false};
    std::jthread submitter{[&] {
        executor.submit([&] {
            begun = true;
            await(queued);
            executor.stop();
            returned = true;
        });
    }};
    await(begun);
    executor.submit([&] { later = true; });
    queued = true;
    await(returned);
    executor.stop();
    return !later;
}

}  // namespace retrain::laws
