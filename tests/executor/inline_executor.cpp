#include <retrain/executor/inline_executor.hpp>

#include <laws/executor.hpp>
#include <support/catch.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using namespace retrain;
using namespace std::chrono_literals;

static_assert(Executor<inline_executor> && std::is_nothrow_move_constructible_v<inline_executor>);
static_assert(!std::is_copy_constructible_v<inline_executor>);

TEST_CASE("inline_executor obeys the laws of executors", "[executor]") {
    inline_executor executor;
    CHECK(laws::does_each_once(executor));
    CHECK(laws::is_serial(executor));
    CHECK(laws::queues_from_inside(executor));
    CHECK(laws::survives_a_throw(executor));
    CHECK(laws::stops(executor));

    inline_executor another;
    CHECK(laws::stops_from_inside(another));
}

TEST_CASE("inline_executor does a job before submit returns, on the caller's thread",
          "[executor]") {
    inline_executor executor;
    std::thread::id who;
    executor.submit([&] { who = std::this_thread::get_id(); });
    CHECK(who == std::this_thread::get_id());
}

TEST_CASE("jobs submitted from inside are done in order before the outer submit returns",
          "[executor]") {
    inline_executor executor;
    std::vector<int> order;
    executor.submit([&] {
        executor.submit([&] {
            order.push_back(2);
            executor.submit([&] { order.push_back(4); });
        });
        executor.submit([&] { order.push_back(3); });
        order.push_back(1);
    });
    CHECK(order == std::vector{1, 2, 3, 4});
}

TEST_CASE("a long chain of jobs does not deepen the stack", "[executor]") {
    inline_executor executor;
    int left = 100'000;
    struct again {
        inline_executor* executor;
        int* left;
        void operator()() const {
            if (--*left > 0) executor->submit(*this);
        }
    };
    executor.submit(again{&executor, &left});
    CHECK(left == 0);
}

TEST_CASE("a job of another thread is left to the thread that is at work", "[executor]") {
    inline_executor executor;
    std::thread::id who;
    executor.submit([&] {
        std::jthread{[&] { executor.submit([&] { who = std::this_thread::get_id(); }); }}.join();
    });
    CHECK(who == std::this_thread::get_id());
}

TEST_CASE("inline_executor keeps no timer", "[executor]") {
    inline_executor executor;
    bool woken = false;
    std::atomic<bool> released{false};
    executor.wake_after(0ns, [&, end = std::make_unique<laws::tells_its_end>(released)] {
        woken = true;
    });
    CHECK(released);
    executor.submit([] {});
    CHECK_FALSE(woken);
}

TEST_CASE("an inline_executor that was moved does the jobs of its new place", "[executor]") {
    inline_executor made_elsewhere;
    inline_executor executor{std::move(made_elsewhere)};
    int done = 0;
    executor.submit([&] { ++done; });
    inline_executor other;
    other.stop();
    other = std::move(executor);
    other.submit([&] { ++done; });
    CHECK(done == 2);
}

TEST_CASE("a job may destroy the inline_executor that runs it", "[executor]") {
    std::optional<inline_executor> executor{std::in_place};
    bool later = false;
    executor->submit([&] {
        executor->submit([&] { later = true; });
        executor.reset();
    });
    CHECK_FALSE(executor);
    CHECK_FALSE(later);
}
