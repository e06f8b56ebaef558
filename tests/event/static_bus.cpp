#include <retrain/event/static_bus.hpp>

#include <support/catch.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace {

using namespace retrain;

struct first_event {
    int value = 0;
};
struct second_event {};

struct stateless {
    constexpr void operator()(first_event const&) const noexcept {}
};
struct counter {
    int first = 0;
    int second = 0;
    constexpr void operator()(first_event const& event) noexcept { first += event.value; }
    constexpr void operator()(second_event const&) { ++second; }
};

static_assert(std::is_empty_v<static_bus<>> && std::is_empty_v<static_bus<stateless, stateless>>);
static_assert(static_bus<stateless, counter>::handler_count<first_event> == 2);
static_assert(static_bus<stateless, counter>::handler_count<second_event> == 1);
static_assert(static_bus<stateless, counter>::handler_count<std::string> == 0);

// It is noexcept exactly where all handlers of the event are.
template <class Bus, class Event>
constexpr bool quiet = noexcept(std::declval<Bus&>().publish(std::declval<Event const&>()));
static_assert(quiet<static_bus<stateless, counter>, first_event>);
static_assert(!quiet<static_bus<stateless, counter>, second_event>);
static_assert(quiet<static_bus<stateless, counter>, std::string>);

constexpr int sum_of_two() {
    counter counts;
    static_bus bus{counts, [&](first_event const& event) { counts.first += 10 * event.value; }};
    bus.publish(first_event{1});
    bus.publish(second_event{});
    return counts.first + 100 * counts.second;
}
static_assert(sum_of_two() == 111);

}  // namespace

TEST_CASE("handlers are called in order, each with the events that it takes") {
    std::string calls;
    static_bus bus{[&](first_event const&) { calls += 'a'; },
                   [&](second_event const&) { calls += 'b'; }, [&](auto const&) { calls += 'c'; }};
    bus.publish(first_event{});
    bus.publish(second_event{});
    bus.publish(3.5);
    CHECK(calls == "acbcc");
}

TEST_CASE("an event that nobody takes is published in vain") {
    static_bus bus{[](first_event const&) { FAIL(); }};
    bus.publish(second_event{});
    static_bus<>{}.publish(first_event{});
}

TEST_CASE("a handler with a name is referred to, a temporary is held") {
    counter counts;
    static_bus bus{counts, counter{}};
    STATIC_REQUIRE(std::is_same_v<decltype(bus), static_bus<counter&, counter>>);
    bus.publish(first_event{5});
    CHECK(counts.first == 5);
}

TEST_CASE("handlers need not be copyable") {
    int sum = 0;
    static_bus bus{[&sum, factor = std::make_unique<int>(3)](first_event const& event) {
        sum += *factor * event.value;
    }};
    bus.publish(first_event{4});
    CHECK(sum == 12);
}

TEST_CASE("what a handler throws reaches the publisher") {
    static_bus bus{[](first_event const&) { throw std::runtime_error{"no"}; }};
    CHECK_THROWS_AS(bus.publish(first_event{}), std::runtime_error);
}
