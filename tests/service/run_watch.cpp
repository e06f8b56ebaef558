#include <retrain/service/run_watch.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

using namespace retrain;
using namespace std::chrono_literals;

namespace {

run_record cancelled_run() {
    run_record run;
    run.models.push_back({.name = "stopped",
                          .failure = failure{failure_reason::cancelled, "cancelled"}});
    run.models.push_back({.name = "broken",
                          .failure = failure{failure_reason::training_failed, "broken"}});
    run.models.push_back({.name = "fine"});
    return run;
}

/// Waits until a watch with `limits` stops the run.
run_record stopped_by(settings const& limits) {
    std::atomic<bool> stopped = false;
    run_watch watch{limits, [&] { stopped = true; }};
    while (!stopped) std::this_thread::sleep_for(1ms);
    auto run = cancelled_run();
    watch.settle(run);
    return run;
}

}  // namespace

TEST_CASE("a run that takes too long is stopped, and its record says why", "[run_watch]") {
    settings limits;
    limits.max_run_minutes = 0.001;
    auto const run = stopped_by(limits);
    CHECK(run.models[0].failure->why == failure_reason::timed_out);
    CHECK_THAT(run.models[0].failure->text, ContainsSubstring("RETRAIN_MAX_RUN_MINUTES"));
    CHECK(run.models[1].failure->why == failure_reason::training_failed);
    CHECK_FALSE(run.models[2].failure);
}

TEST_CASE("a run that takes too much memory is stopped", "[run_watch]") {
    if (!detail::resident_bytes()) return;  // where the system does not tell
    settings limits;
    limits.max_memory_mb = 1;
    auto const run = stopped_by(limits);
    CHECK(run.models[0].failure->why == failure_reason::memory_exceeded);
    CHECK_THAT(run.models[0].failure->text, ContainsSubstring("more than its budget of 1;"));
}

TEST_CASE("a run within its budget is left alone", "[run_watch]") {
    settings limits;
    limits.max_run_minutes = 1'000;
    limits.max_memory_mb = 1'000'000;
    for (auto const& given : {limits, settings{}}) {
        bool stopped = false;
        auto run = cancelled_run();
        {
            run_watch watch{given, [&] { stopped = true; }};
            watch.settle(run);
        }
        CHECK_FALSE(stopped);
        CHECK(run.models[0].failure->why == failure_reason::cancelled);
    }
}

TEST_CASE("no run begins where the disk is full", "[run_watch]") {
    testing::scratch_directory const scratch;
    CHECK_NOTHROW(detail::require_free_space(scratch / "not/there/yet", 1));
    CHECK_THROWS_WITH(detail::require_free_space(scratch / "not/there/yet", ~std::uint64_t{0}),
                      ContainsSubstring("MB free, and a run needs 18446744073709"));
}
