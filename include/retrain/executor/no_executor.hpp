#pragma once

#include <retrain/executor/concept.hpp>
#include <retrain/executor/job.hpp>

#include <chrono>

namespace retrain {

/// Does no job. Use when another process makes the runs: an operator's tool that opens the model
/// directory of a running service looks and acts by hand, and must not take over its work.
///
/// A service with it never runs by itself: `retrain()` and acts by hand are done on the caller's
/// thread as ever, and what `request()` asks for stays in the ledger for the process that makes
/// the runs. A job that is handed in is destroyed at once, on the caller's thread.
struct no_executor {
    using policy_role = executor_role;

    static void submit(job) noexcept {}
    static void wake_after(std::chrono::nanoseconds, job) noexcept {}
    static void stop() noexcept {}
};

}  // namespace retrain
