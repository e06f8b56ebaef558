#pragma once

#include <retrain/core/role.hpp>
#include <retrain/executor/job.hpp>

#include <chrono>
#include <concepts>

namespace retrain {

namespace requirement {
template <class P>
concept ExecutorSubmits = requires(P& p, job work) {
    { p.submit(std::move(work)) } noexcept;
};
template <class P>
concept ExecutorWakes = requires(P& p, std::chrono::nanoseconds delay, job work) {
    { p.wake_after(delay, std::move(work)) } noexcept;
};
template <class P>
concept ExecutorStops = requires(P& p) {
    { p.stop() } noexcept;
};
}  // namespace requirement

struct executor_role;

/// Answers: whose thread does the work?
///
/// Let `x` be an `X`, `j` a `job` and `d` a duration.
///   [executor.submit] `x.submit(j)` does the job once, now or later, and does not throw;
///   [executor.wake]   `x.wake_after(d, j)` replaces the one timer: it does the job once `d` has
///                     passed, where it has a thread that can wait; it does not throw;
///   [executor.stop]   `x.stop()` forgets what has not begun, waits for what has, and does not
///                     throw; the service calls it before anything that a job uses is destroyed.
/// Semantics the compiler cannot see:
///   [executor.serial] no two jobs run at the same time.
/// Default: `inline_executor`.
/// Models: `inline_executor`, `background_executor`, `no_executor`.
template <class X>
concept Executor = PlaysRole<X, executor_role> && requirement::ExecutorSubmits<X> &&
                   requirement::ExecutorWakes<X> && requirement::ExecutorStops<X>;

struct executor_role {
    template <class P>
    static constexpr bool accepts = Executor<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::ExecutorSubmits<P>)
            static_assert(sizeof(P) == 0, "[executor.submit] an Executor needs a member "
                          "`void submit(retrain::job) noexcept`");
        else if constexpr (!requirement::ExecutorWakes<P>)
            static_assert(sizeof(P) == 0, "[executor.wake] an Executor needs a member "
                          "`void wake_after(std::chrono::nanoseconds, retrain::job) noexcept`");
        else if constexpr (!requirement::ExecutorStops<P>)
            static_assert(sizeof(P) == 0,
                          "[executor.stop] an Executor needs a member `void stop() noexcept`");
        return accepts<P>;
    }
};

}  // namespace retrain
