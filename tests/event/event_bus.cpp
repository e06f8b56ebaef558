#include <retrain/event/event_bus.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <unistd.h>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace retrain;
using namespace std::chrono_literals;

struct event {
    int value = 0;
};
struct other_event {};
template <int>
struct numbered_event {};

static_assert(!std::is_copy_constructible_v<event_bus> && !std::is_move_constructible_v<event_bus>);
static_assert(noexcept(std::declval<event_bus&>().publish(event{})));

/// A flag that threads wait for.
class gate {
   public:
    void open() {
        open_ = true;
        open_.notify_all();
    }
    void wait() const { open_.wait(false); }

   private:
    std::atomic<bool> open_{false};
};

}  // namespace

TEST_CASE("every handler of a type gets its events, in the order of subscription") {
    event_bus bus;
    std::string calls;
    auto const a =
        bus.subscribe<event>([&](event const& e) { calls += 'a' + std::to_string(e.value); });
    auto const b = bus.subscribe<other_event>([&](other_event const&) { calls += 'b'; });
    auto const c =
        bus.subscribe<event>([&](event const& e) { calls += 'c' + std::to_string(e.value); });
    bus.publish(event{1});
    bus.publish(other_event{});
    bus.publish(event{2});
    bus.publish(std::string{"nobody listens"});
    CHECK(calls == "a1c1ba2c2");
}

TEST_CASE("the order survives what comes and goes") {
    event_bus bus;
    std::string calls;
    auto const add = [&](char name) {
        return bus.subscribe<event>([&calls, name](event const&) { calls += name; });
    };
    auto a = add('a');
    auto b = add('b');
    auto c = add('c');
    a.reset();
    auto d = add('d');
    c.reset();
    auto e = add('e');
    bus.publish(event{});
    CHECK(calls == "bde");
    e.reset();
    b.reset();
    d.reset();
    auto f = add('f');
    bus.publish(event{});
    CHECK(calls == "bdef");
}

TEST_CASE("counts are by type and over all types") {
    event_bus bus;
    CHECK(bus.subscriber_count() == 0);
    auto const a = bus.subscribe<event>([](event const&) {});
    auto b = bus.subscribe<event>([](event const&) {});
    auto const c = bus.subscribe<other_event>([](other_event const&) {});
    CHECK(bus.subscriber_count<event>() == 2);
    CHECK(bus.subscriber_count<other_event>() == 1);
    CHECK(bus.subscriber_count<std::string>() == 0);
    CHECK(bus.subscriber_count() == 3);
    b.reset();
    CHECK(bus.subscriber_count<event>() == 1);
    bus.clear();
    CHECK(bus.subscriber_count() == 0);
}

TEST_CASE("clear ends all subscriptions; the bus goes on") {
    event_bus bus;
    int heard = 0;
    auto old = bus.subscribe<event>([&](event const&) { heard += 100; });
    auto const older = bus.subscribe<other_event>([&](other_event const&) { heard += 100; });
    bus.clear();
    auto const fresh = bus.subscribe<event>([&](event const&) { ++heard; });
    bus.publish(event{});
    bus.publish(other_event{});
    old.reset();
    bus.publish(event{});
    CHECK(heard == 2);
}

TEST_CASE("as many types of events as a program has") {
    event_bus bus;
    int heard = 0;
    std::vector<subscription> tokens;
    [&]<int... N>(std::integer_sequence<int, N...>) {
        (tokens.push_back(
             bus.subscribe<numbered_event<N>>([&](numbered_event<N> const&) { heard += N; })),
         ...);
        (bus.publish(numbered_event<N>{}), ...);
        CHECK(((bus.subscriber_count<numbered_event<N>>() == 1) && ...));
    }
    (std::make_integer_sequence<int, 100>{});
    CHECK(heard == 99 * 100 / 2);
}

TEST_CASE("two buses do not hear each other") {
    event_bus one;
    event_bus other;
    int heard = 0;
    auto const token = one.subscribe<event>([&](event const&) { ++heard; });
    other.publish(event{});
    CHECK(heard == 0);
    CHECK(other.subscriber_count<event>() == 0);
}

TEST_CASE("events and handlers need not be copyable") {
    struct owning_event {
        std::unique_ptr<int> value;
    };
    event_bus bus;
    int sum = 0;
    auto const token =
        bus.subscribe<owning_event>([&sum, factor = std::make_unique<int>(2)](
                                        owning_event const& e) { sum += *factor * *e.value; });
    bus.publish(owning_event{std::make_unique<int>(21)});
    CHECK(sum == 42);
}

TEST_CASE("a handler may be called with a base or a conversion of the event") {
    struct derived_event : event {};
    event_bus bus;
    int heard = 0;
    auto const token = bus.subscribe<derived_event>([&](event const& e) { heard += e.value; });
    bus.publish(derived_event{{3}});
    bus.publish(event{100});  // another type
    CHECK(heard == 3);
}

// ---- exceptions ---------------------------------------------------------------------------------

TEST_CASE("a handler that throws is reported and does not stop the others") {
    std::vector<std::string> reports;
    event_bus bus{[&](log_level level, std::string_view text) {
        reports.push_back(std::string{name(level)} + ": " + std::string{text});
    }};
    int heard = 0;
    auto const a = bus.subscribe<event>([](event const&) { throw std::runtime_error{"no disk"}; });
    auto const b = bus.subscribe<event>([](event const&) { throw 42; });
    auto const c = bus.subscribe<event>([&](event const&) { ++heard; });
    bus.publish(event{});
    CHECK(heard == 1);
    REQUIRE(reports.size() == 2);
    CHECK(reports[0] == "error: a handler of event threw: no disk");
    CHECK_THAT(reports[1], ContainsSubstring("a handler of event threw"));
    bus.publish(event{});  // a handler that has thrown stays subscribed
    CHECK(reports.size() == 4);
    CHECK(bus.subscriber_count<event>() == 3);
}

TEST_CASE("a report that throws is dropped") {
    event_bus bus{[](log_level, std::string_view) { throw std::runtime_error{"nor a log"}; }};
    int heard = 0;
    auto const a = bus.subscribe<event>([](event const&) { throw std::runtime_error{"no"}; });
    auto const b = bus.subscribe<event>([&](event const&) { ++heard; });
    bus.publish(event{});
    CHECK(heard == 1);
}

TEST_CASE("without a report the standard error stream is told") {
    testing::scratch_directory const folder;
    auto const file = folder / "stderr";
    std::fflush(stderr);
    int const saved = ::dup(STDERR_FILENO);
    REQUIRE(std::freopen(file.c_str(), "w", stderr) != nullptr);
    {
        event_bus bus;
        auto const token =
            bus.subscribe<event>([](event const&) { throw std::runtime_error{"no"}; });
        bus.publish(event{});
    }
    std::fflush(stderr);
    ::dup2(saved, STDERR_FILENO);
    ::close(saved);
    CHECK(testing::read_file(file) == "a handler of event threw: no\n");
}

// ---- from inside a handler ----------------------------------------------------------------------

TEST_CASE("a handler that is subscribed during an event gets the next one") {
    event_bus bus;
    int late = 0;
    std::vector<subscription> tokens;
    tokens.push_back(bus.subscribe<event>([&](event const&) {
        tokens.push_back(bus.subscribe<event>([&](event const&) { ++late; }));
    }));
    bus.publish(event{});
    CHECK(late == 0);
    bus.publish(event{});
    CHECK(late == 1);
    CHECK(bus.subscriber_count<event>() == 3);
}

TEST_CASE("a handler may end its own subscription") {
    event_bus bus;
    int heard = 0;
    auto const owned = std::make_shared<int>(0);
    subscription token;
    token = bus.subscribe<event>([&, owned](event const&) {
        ++heard;
        token.reset();
        CHECK(owned.use_count() == 2);  // it lives until it returns
    });
    bus.publish(event{});
    CHECK(owned.use_count() == 1);
    bus.publish(event{});
    CHECK(heard == 1);
}

TEST_CASE("a handler that ended another's subscription is the last to be called") {
    event_bus bus;
    std::string calls;
    subscription first;
    subscription third;
    first = bus.subscribe<event>([&](event const&) { calls += '1'; });
    auto const second = bus.subscribe<event>([&](event const&) {
        calls += '2';
        first.reset();
        third.reset();
    });
    third = bus.subscribe<event>([&](event const&) { calls += '3'; });
    auto const fourth = bus.subscribe<event>([&](event const&) { calls += '4'; });
    bus.publish(event{});
    CHECK(calls == "124");
    bus.publish(event{});
    CHECK(calls == "12424");
}

TEST_CASE("a handler may clear the bus") {
    event_bus bus;
    int heard = 0;
    auto const owned = std::make_shared<int>(0);
    auto const a = bus.subscribe<event>([&, owned](event const&) {
        ++heard;
        bus.clear();
    });
    auto const b = bus.subscribe<event>([&, owned](event const&) { ++heard; });
    auto const c = bus.subscribe<other_event>([&, owned](other_event const&) { ++heard; });
    bus.publish(event{});
    CHECK(heard == 1);
    CHECK(bus.subscriber_count() == 0);
    CHECK(owned.use_count() == 1);
}

TEST_CASE("a handler may publish, its own type as well") {
    event_bus bus;
    std::string calls;
    auto const a = bus.subscribe<event>([&](event const& e) {
        calls += 'a' + std::to_string(e.value);
        if (e.value < 2) bus.publish(event{e.value + 1});
    });
    auto const b =
        bus.subscribe<event>([&](event const& e) { calls += 'b' + std::to_string(e.value); });
    bus.publish(event{0});
    CHECK(calls == "a0a1a2b2b1b0");
}

TEST_CASE("nested deeply, a handler may still end its own subscription and others") {
    event_bus bus;
    int heard = 0;
    auto const owned = std::make_shared<int>(0);
    subscription self;
    subscription next;
    self = bus.subscribe<event>([&, owned](event const& e) {
        ++heard;
        if (e.value < 40) return bus.publish(event{e.value + 1});
        self.reset();
        next.reset();
    });
    next = bus.subscribe<event>([&, owned](event const&) { heard += 1000; });
    bus.publish(event{0});
    CHECK(heard == 41);
    CHECK(owned.use_count() == 1);
    CHECK(bus.subscriber_count<event>() == 0);
}

// ---- history ------------------------------------------------------------------------------------

TEST_CASE("the last events of a type are kept where it was asked for") {
    event_bus bus;
    auto const values = [&] {
        std::vector<int> all;
        for (event const& kept : bus.history<event>()) all.push_back(kept.value);
        return all;
    };
    bus.publish(event{1});
    CHECK(values().empty());
    bus.keep_history<event>(3);
    for (int value = 2; value <= 6; ++value) bus.publish(event{value});
    bus.publish(other_event{});
    CHECK(values() == std::vector{4, 5, 6});
    CHECK(bus.history<other_event>().empty());
    bus.keep_history<event>(2);
    CHECK(values() == std::vector{5, 6});
    bus.clear();
    CHECK(values() == std::vector{5, 6});
    bus.keep_history<event>(0);
    bus.publish(event{7});
    CHECK(values().empty());
}

TEST_CASE("a handler finds the event that it is called with in the history") {
    event_bus bus;
    bus.keep_history<event>(10);
    std::size_t kept = 0;
    auto const token =
        bus.subscribe<event>([&](event const&) { kept = bus.history<event>().size(); });
    bus.publish(event{});
    CHECK(kept == 1);
}

TEST_CASE("an event that can't be copied right now is missing in the history, and told") {
    struct heavy_event {
        heavy_event() = default;
        heavy_event(heavy_event const&) { throw std::runtime_error{"too heavy"}; }
    };
    std::string told;
    event_bus bus{[&](log_level, std::string_view text) { told = text; }};
    bus.keep_history<heavy_event>(1);
    int heard = 0;
    auto const token = bus.subscribe<heavy_event>([&](heavy_event const&) { ++heard; });
    bus.publish(heavy_event{});
    CHECK(heard == 1);
    CHECK(told == "the history of heavy_event threw: too heavy");
}

// ---- threads ------------------------------------------------------------------------------------

TEST_CASE("the end of a subscription waits for its handler in another thread") {
    event_bus bus;
    gate entered;
    gate leave;
    std::atomic<bool> left{false};
    std::atomic<bool> left_before_reset{false};
    subscription token = bus.subscribe<event>([&](event const&) {
        entered.open();
        leave.wait();
        left = true;
    });
    std::thread publisher{[&] { bus.publish(event{}); }};
    entered.wait();
    std::thread remover{[&] {
        token.reset();
        left_before_reset = left.load();
    }};
    std::this_thread::sleep_for(20ms);  // a reset that does not wait would be through by now
    leave.open();
    remover.join();
    publisher.join();
    CHECK(left_before_reset);
}

TEST_CASE("it waits in the same way where more handlers run than the list has cells for") {
    event_bus bus;
    constexpr int running = 12;
    std::atomic<int> entered{0};
    std::atomic<int> left{0};
    gate leave;
    subscription token = bus.subscribe<event>([&](event const&) {
        ++entered;
        leave.wait();
        std::this_thread::sleep_for(1ms);
        ++left;
    });
    std::vector<std::thread> publishers;
    for (int i = 0; i < running; ++i) publishers.emplace_back([&] { bus.publish(event{}); });
    while (entered != running) std::this_thread::yield();
    std::atomic<int> left_before_reset{0};
    std::thread remover{[&] {
        token.reset();
        left_before_reset = left.load();
    }};
    leave.open();
    remover.join();
    for (auto& publisher : publishers) publisher.join();
    CHECK(left_before_reset == running);
}

TEST_CASE("clear waits as the end of a subscription does") {
    event_bus bus;
    gate entered;
    gate leave;
    std::atomic<bool> left{false};
    std::atomic<bool> left_before_clear{false};
    subscription const token = bus.subscribe<event>([&](event const&) {
        entered.open();
        leave.wait();
        left = true;
    });
    std::thread publisher{[&] { bus.publish(event{}); }};
    entered.wait();
    std::thread remover{[&] {
        bus.clear();
        left_before_clear = left.load();
    }};
    std::this_thread::sleep_for(20ms);
    leave.open();
    remover.join();
    publisher.join();
    CHECK(left_before_clear);
}

TEST_CASE("the end of a subscription waits where clear is ending it already") {
    event_bus bus;
    gate entered;
    gate leave;
    std::atomic<bool> left{false};
    std::atomic<bool> left_before_reset{false};
    subscription token = bus.subscribe<event>([&](event const&) {
        entered.open();
        leave.wait();
        left = true;
    });
    std::thread publisher{[&] { bus.publish(event{}); }};
    entered.wait();
    std::thread clearer{[&] { bus.clear(); }};
    while (bus.subscriber_count() != 0) std::this_thread::yield();
    std::thread remover{[&] {
        token.reset();
        left_before_reset = left.load();
    }};
    std::this_thread::sleep_for(20ms);
    leave.open();
    remover.join();
    clearer.join();
    publisher.join();
    CHECK(left_before_reset);
}

TEST_CASE("the end of a subscription does not wait for the handlers of others") {
    event_bus bus;
    gate entered;
    gate leave;
    auto const blocked = bus.subscribe<event>([&](event const&) {
        entered.open();
        leave.wait();
    });
    int heard = 0;
    subscription token = bus.subscribe<event>([&](event const&) { ++heard; });
    std::thread publisher{[&] { bus.publish(event{}); }};
    entered.wait();
    token.reset();  // would wait for ever
    auto const fresh = bus.subscribe<event>([&](event const&) { heard += 100; });
    leave.open();
    publisher.join();
    CHECK(heard == 0);
}

TEST_CASE("two handlers that end each other's subscriptions do not wait for each other") {
    for (int round = 0; round < 50; ++round) {
        event_bus bus;
        std::atomic<int> inside{0};
        auto const meet = [&] {
            ++inside;
            while (inside < 2) std::this_thread::yield();
        };
        subscription one;
        subscription other;
        one = bus.subscribe<event>([&](event const&) {
            meet();
            other.reset();
        });
        other = bus.subscribe<other_event>([&](other_event const&) {
            meet();
            one.reset();
        });
        std::thread first{[&] { bus.publish(event{}); }};
        std::thread second{[&] { bus.publish(other_event{}); }};
        first.join();
        second.join();
        CHECK(bus.subscriber_count() == 0);
    }
}

TEST_CASE("three handlers in a circle do not wait for each other, over several buses") {
    for (int round = 0; round < 20; ++round) {
        event_bus buses[3];
        subscription tokens[3];
        std::atomic<int> inside{0};
        for (std::size_t i = 0; i < 3; ++i)
            tokens[i] = buses[i].subscribe<event>([&, i](event const&) {
                ++inside;
                while (inside < 3) std::this_thread::yield();
                tokens[(i + 1) % 3].reset();
            });
        std::vector<std::thread> threads;
        for (auto& bus : buses) threads.emplace_back([&] { bus.publish(event{}); });
        for (auto& thread : threads) thread.join();
        for (auto& bus : buses) CHECK(bus.subscriber_count() == 0);
    }
}

TEST_CASE("a handler that several threads run may end its own subscription and clear the bus") {
    for (int round = 0; round < 50; ++round) {
        auto const owned = std::make_shared<int>(0);
        event_bus bus;
        std::atomic<int> inside{0};
        subscription token;
        std::mutex mutex;  // guards the token
        token = bus.subscribe<event>([&, owned](event const&) {
            ++inside;
            while (inside < 2) std::this_thread::yield();
            subscription mine;
            {
                std::scoped_lock const lock{mutex};
                mine = std::move(token);
            }
            mine.reset();
            bus.clear();
        });
        std::thread first{[&] { bus.publish(event{}); }};
        std::thread second{[&] { bus.publish(event{}); }};
        first.join();
        second.join();
        CHECK(bus.subscriber_count() == 0);
        bus.publish(event{});
        CHECK(owned.use_count() == 1);
    }
}

TEST_CASE("after a reset nothing that the handler used is touched") {
    event_bus bus;
    std::atomic<bool> done{false};
    std::vector<std::thread> publishers;
    for (int i = 0; i < 2; ++i)
        publishers.emplace_back([&] {
            while (!done) bus.publish(event{1});
        });
    std::vector<std::thread> subscribers;
    for (int i = 0; i < 2; ++i)
        subscribers.emplace_back([&] {
            for (int round = 0; round < 300; ++round) {
                auto target = std::make_unique<std::atomic<int>>(0);
                subscription token =
                    bus.subscribe<event>([at = target.get()](event const& e) { *at += e.value; });
                if (round % 3 == 0) std::this_thread::yield();
                token.reset();
                target.reset();  // the sanitizers watch
            }
        });
    for (auto& subscriber : subscribers) subscriber.join();
    done = true;
    for (auto& publisher : publishers) publisher.join();
    CHECK(bus.subscriber_count() == 0);
}

TEST_CASE("everything at once, from all threads and from inside handlers") {
    event_bus bus{[](log_level, std::string_view) {}};
    bus.keep_history<event>(5);
    std::atomic<long> heard{0};
    auto const steady = bus.subscribe<event>([&](event const&) { ++heard; });
    std::vector<std::thread> threads;
    constexpr int rounds = 200;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < rounds; ++round) {
                subscription ended_inside = bus.subscribe<numbered_event<0>>([](auto const&) {});
                std::atomic<bool> first{true};
                auto const a = bus.subscribe<event>([&](event const& e) {
                    if (first.exchange(false)) ended_inside.reset();
                    if (e.value == 1) bus.publish(other_event{});
                    throw std::runtime_error{"often"};
                });
                auto const b = bus.subscribe<other_event>([&](other_event const&) {
                    auto const short_lived = bus.subscribe<other_event>([](other_event const&) {});
                    bus.publish(event{2});
                });
                bus.publish(event{1});
                bus.publish(numbered_event<0>{});
                (void)bus.history<event>();
                (void)bus.subscriber_count();
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(heard >= 3 * rounds);
    CHECK(bus.subscriber_count() == 1);
    CHECK(bus.history<event>().size() == 5);
}
