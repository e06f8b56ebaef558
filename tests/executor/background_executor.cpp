#include <retrain/executor/background_executor.hpp>

#include <laws/executor.hpp>
#include <support/catch.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using namespace retrain;
using namespace std::chrono_literals;

static_assert(Executor<background_executor>);
static_assert(std::is_nothrow_move_constructible_v<background_executor>);
static_assert(!std::is_copy_constructible_v<background_executor>);

TEST_CASE("background_executor obeys the laws of executors", "[executor]") {
    background_executor executor;
    CHECK(laws::does_each_once(executor));
    CHECK(laws::is_serial(executor));
    CHECK(laws::queues_from_inside(executor));
    CHECK(laws::survives_a_throw(executor));
    CHECK(laws::stops(executor));

    background_executor another;
    CHECK(laws::stops_from_inside(another));
}

TEST_CASE("background_executor does all jobs in order on one other thread", "[executor]") {
    std::vector<int> order;
    std::vector<std::thread::id> who;
    std::atomic<bool> finished{false};
    background_executor executor;
    for (int i = 0; i != 5; ++i)
        executor.submit([&, i] {
            order.push_back(i);
            who.push_back(std::this_thread::get_id());
        });
    executor.submit([&] { finished = true; });
    laws::await(finished);
    CHECK(order == std::vector{0, 1, 2, 3, 4});
    CHECK(who == std::vector<std::thread::id>(5, who.front()));
    CHECK(who.front() != std::this_thread::get_id());
}

TEST_CASE("the timer does its job", "[executor]") {
    std::atomic<bool> woken{false};
    background_executor executor;
    SECTION("after a while") { executor.wake_after(1ms, [&] { woken = true; }); }
    SECTION("at once, where the delay is over") {
        executor.wake_after(std::chrono::nanoseconds::min(), [&] { woken = true; });
    }
    SECTION("while jobs go on") {
        executor.wake_after(1ms, [&] { woken = true; });
        std::atomic<bool> other{false};
        executor.submit([&] { other = true; });
        laws::await(other);
    }
    laws::await(woken);
    CHECK(woken);
}

TEST_CASE("a timer replaces the one before", "[executor]") {
    std::atomic<bool> replaced{false};
    std::atomic<bool> first{false};
    std::atomic<bool> second{false};
    background_executor executor;
    executor.wake_after(std::chrono::nanoseconds::max(),
                        [&, end = std::make_unique<laws::tells_its_end>(replaced)] {
                            first = true;
                        });
    CHECK_FALSE(replaced);
    executor.wake_after(0ns, [&] { second = true; });
    CHECK(replaced);
    laws::await(second);
    CHECK_FALSE(first);
}

TEST_CASE("an empty job clears the timer", "[executor]") {
    std::atomic<bool> cleared{false};
    background_executor executor;
    executor.wake_after(1h, [end = std::make_unique<laws::tells_its_end>(cleared)] {});
    executor.wake_after(1h, job{});
    CHECK(cleared);
}

TEST_CASE("a job may set the timer again and again", "[executor]") {
    std::atomic<int> ticks{0};
    std::atomic<bool> enough{false};
    background_executor executor;
    struct tick {
        background_executor* executor;
        std::atomic<int>* ticks;
        std::atomic<bool>* enough;
        void operator()() const {
            if (++*ticks == 5)
                *enough = true;
            else
                executor->wake_after(1us, *this);
        }
    };
    executor.wake_after(0ns, tick{&executor, &ticks, &enough});
    laws::await(enough);
    CHECK(ticks == 5);
}

TEST_CASE("stop forgets the timer", "[executor]") {
    std::atomic<bool> forgotten{false};
    background_executor executor;
    executor.wake_after(1h, [end = std::make_unique<laws::tells_its_end>(forgotten)] {});
    executor.stop();
    CHECK(forgotten);
}

TEST_CASE("several threads may stop at once", "[executor]") {
    background_executor executor;
    std::atomic<bool> begun{false};
    std::atomic<bool> finished{false};
    std::atomic<bool> forgotten{false};
    executor.submit([&] {
        begun = true;
        laws::await(forgotten);
        finished = true;
    });
    laws::await(begun);
    executor.submit([end = std::make_unique<laws::tells_its_end>(forgotten)] {});
    std::atomic<int> early{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i != 3; ++i)
            threads.emplace_back([&] {
                executor.stop();
                if (!finished) ++early;
            });
    }
    CHECK(early == 0);
}

TEST_CASE("a background_executor that was moved keeps its thread and its queue", "[executor]") {
    std::atomic<bool> release{false};
    std::atomic<int> done{0};
    background_executor made_elsewhere;
    made_elsewhere.submit([&] {
        laws::await(release);
        ++done;
    });
    background_executor executor{std::move(made_elsewhere)};
    executor.submit([&] { ++done; });
    release = true;
    while (done < 2) std::this_thread::yield();

    background_executor other;
    other = std::move(executor);
    other.submit([&] { ++done; });
    while (done < 3) std::this_thread::yield();
    CHECK(done == 3);
}

TEST_CASE("a job may destroy the background_executor that runs it", "[executor]") {
    auto const destroyed = std::make_shared<std::atomic<bool>>(false);
    auto const over = std::make_shared<std::atomic<bool>>(false);
    auto owner = std::make_unique<background_executor>();
    auto& executor = *owner;
    executor.submit([destroyed, owned = std::move(owner),
                     end = std::make_unique<laws::tells_its_end>(*over), over]() mutable {
        owned.reset();
        *destroyed = true;
    });
    laws::await(*over);
    CHECK(*destroyed);
}
