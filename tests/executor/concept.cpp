#include <retrain/executor/concept.hpp>

#include <support/catch.hpp>

#include <chrono>

using namespace retrain;

namespace {

/// What the concept asks for, and nothing more.
struct archetype {
    using policy_role = executor_role;
    explicit archetype(int) {}
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    void submit(job work) noexcept { work(); }
    void wake_after(std::chrono::nanoseconds, job) noexcept {}
    void stop() noexcept {}
};
static_assert(Executor<archetype> && executor_role::explain<archetype>());

struct without_role {
    void submit(job) noexcept;
    void wake_after(std::chrono::nanoseconds, job) noexcept;
    void stop() noexcept;
};
struct without_submit {
    using policy_role = executor_role;
    void wake_after(std::chrono::nanoseconds, job) noexcept;
    void stop() noexcept;
};
struct submit_may_throw : without_submit {
    void submit(job);
};
struct without_wake {
    using policy_role = executor_role;
    void submit(job) noexcept;
    void stop() noexcept;
};
struct wake_may_throw : without_wake {
    void wake_after(std::chrono::nanoseconds, job);
};
struct without_stop {
    using policy_role = executor_role;
    void submit(job) noexcept;
    void wake_after(std::chrono::nanoseconds, job) noexcept;
};
struct stop_may_throw : without_stop {
    void stop();
};
static_assert(!Executor<without_role> && !Executor<int>);
static_assert(!Executor<without_submit> && !Executor<submit_may_throw>);
static_assert(!Executor<without_wake> && !Executor<wake_may_throw>);
static_assert(!Executor<without_stop> && !Executor<stop_may_throw>);

}  // namespace

TEST_CASE("an executor needs nothing beyond its concept", "[executor]") {
    archetype executor{0};
    bool done = false;
    executor.submit([&] { done = true; });
    CHECK(done);
}
