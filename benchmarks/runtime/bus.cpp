// One event to no, one and four subscribers: the two buses against Boost.Signals2, std::function
// and the raw call. Only ratios within one run count.
#include <retrain/event/analysis_completed.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/event/static_bus.hpp>

#include <benchmark/benchmark.h>
#include <boost/signals2/signal.hpp>

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace {

using event = retrain::analysis_completed;

/// glibc leaves out the atomic instructions of a mutex until a program has started a thread. A
/// thread-safe bus is for programs that have.
bool const several_threads = [] {
    std::thread{[] {}}.join();
    return true;
}();

/// What every subscriber does; not inlined, so that all rows call the same function.
[[gnu::noinline]] void count(std::size_t& sum, event const& happened) noexcept {
    sum += happened.batch_size;
}

void raw_call(benchmark::State& state) {
    std::size_t sum = 0;
    event const happened{50};
    for (auto _ : state) {
        count(sum, happened);
        benchmark::DoNotOptimize(sum);
    }
}
BENCHMARK(raw_call);

void std_function(benchmark::State& state) {
    std::size_t sum = 0;
    std::function<void(event const&)> call = [&sum](event const& happened) {
        count(sum, happened);
    };
    benchmark::DoNotOptimize(call);
    event const happened{50};
    for (auto _ : state) {
        call(happened);
        benchmark::DoNotOptimize(sum);
    }
}
BENCHMARK(std_function);

void static_bus(benchmark::State& state) {
    std::size_t sum = 0;
    retrain::static_bus bus{[&sum](event const& happened) { count(sum, happened); }};
    event const happened{50};
    for (auto _ : state) {
        bus.publish(happened);
        benchmark::DoNotOptimize(sum);
    }
}
BENCHMARK(static_bus);

void event_bus(benchmark::State& state) {
    std::size_t sum = 0;
    retrain::event_bus bus;
    std::vector<retrain::subscription> subscriptions;
    for (auto left = state.range(0); left > 0; --left)
        subscriptions.push_back(
            bus.subscribe<event>([&sum](event const& happened) { count(sum, happened); }));
    event const happened{50};
    for (auto _ : state) {
        bus.publish(happened);
        benchmark::DoNotOptimize(sum);
    }
}
BENCHMARK(event_bus)->Arg(0)->Arg(1)->Arg(4);

void boost_signals2(benchmark::State& state) {
    std::size_t sum = 0;
    boost::signals2::signal<void(event const&)> signal;
    std::vector<boost::signals2::scoped_connection> connections;
    for (auto left = state.range(0); left > 0; --left)
        connections.emplace_back(
            signal.connect([&sum](event const& happened) { count(sum, happened); }));
    event const happened{50};
    for (auto _ : state) {
        signal(happened);
        benchmark::DoNotOptimize(sum);
    }
}
BENCHMARK(boost_signals2)->Arg(0)->Arg(1)->Arg(4);

/// Two threads publish to one subscriber on one bus.
template <class Bus>
void contended(benchmark::State& state) {
    static Bus bus;
    static std::size_t sum = 0;
    for (auto _ : state) bus(event{50});
    benchmark::DoNotOptimize(sum);
}
struct contended_event_bus {
    retrain::event_bus bus;
    retrain::subscription kept = bus.subscribe<event>(
        [](event const& happened) {
            auto size = happened.batch_size;
            benchmark::DoNotOptimize(size);
        });
    void operator()(event const& happened) { bus.publish(happened); }
};
struct contended_signals2 {
    boost::signals2::signal<void(event const&)> signal;
    boost::signals2::scoped_connection kept = signal.connect(
        [](event const& happened) {
            auto size = happened.batch_size;
            benchmark::DoNotOptimize(size);
        });
    void operator()(event const& happened) { signal(happened); }
};
BENCHMARK_TEMPLATE(contended, contended_event_bus)->Threads(2)->UseRealTime();
BENCHMARK_TEMPLATE(contended, contended_signals2)->Threads(2)->UseRealTime();

}  // namespace
