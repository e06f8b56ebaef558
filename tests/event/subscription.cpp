#include <retrain/event/subscription.hpp>

#include <retrain/event/event_bus.hpp>

#include <support/catch.hpp>

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace retrain;

struct event {};

static_assert(std::is_nothrow_move_constructible_v<subscription>);
static_assert(std::is_nothrow_move_assignable_v<subscription>);
static_assert(!std::is_copy_constructible_v<subscription>);
static_assert(!std::is_copy_assignable_v<subscription>);

}  // namespace

TEST_CASE("an empty subscription does nothing") {
    subscription token;
    CHECK(!token);
    token.reset();
    subscription const other{std::move(token)};
    CHECK(!other);
}

TEST_CASE("a handler is called for as long as its token lives") {
    event_bus bus;
    int heard = 0;
    {
        subscription const token = bus.subscribe<event>([&](event const&) { ++heard; });
        CHECK(token);
        bus.publish(event{});
        bus.publish(event{});
    }
    bus.publish(event{});
    CHECK(heard == 2);
}

TEST_CASE("reset ends a subscription before its token's end, once") {
    event_bus bus;
    int heard = 0;
    subscription token = bus.subscribe<event>([&](event const&) { ++heard; });
    token.reset();
    CHECK(!token);
    token.reset();
    bus.publish(event{});
    CHECK(heard == 0);
    CHECK(bus.subscriber_count<event>() == 0);
}

TEST_CASE("moving a token moves the subscription and ends the one it replaces") {
    event_bus bus;
    int first = 0;
    int second = 0;
    subscription one = bus.subscribe<event>([&](event const&) { ++first; });
    subscription other = bus.subscribe<event>([&](event const&) { ++second; });
    subscription moved{std::move(one)};
    bus.publish(event{});
    CHECK((first == 1 && second == 1));
    moved = std::move(other);
    bus.publish(event{});
    CHECK((first == 1 && second == 2));
    auto& same = moved;
    moved = std::move(same);
    CHECK(moved);
    CHECK(bus.subscriber_count<event>() == 1);
}

TEST_CASE("a token may outlive its bus") {
    subscription token;
    {
        event_bus bus;
        token = bus.subscribe<event>([](event const&) {});
    }
    CHECK(token);
    token.reset();
}

TEST_CASE("the end of a subscription destroys the handler, and so does the end of the bus") {
    auto const owned = std::make_shared<int>(1);
    std::weak_ptr<int> const watched = owned;
    {
        event_bus bus;
        subscription token = bus.subscribe<event>([owned](event const&) {});
        CHECK(watched.use_count() == 2);
        token.reset();
        CHECK(watched.use_count() == 1);
        token = bus.subscribe<event>([owned](event const&) {});
        CHECK(watched.use_count() == 2);
        auto bus_of_its_own = std::make_optional<event_bus>();
        subscription const kept = bus_of_its_own->subscribe<event>([owned](event const&) {});
        CHECK(watched.use_count() == 3);
        bus_of_its_own.reset();
        CHECK(watched.use_count() == 2);
    }
    CHECK(watched.use_count() == 1);
}

TEST_CASE("a handler may own its token") {
    auto const owned = std::make_shared<int>(1);
    {
        event_bus bus;
        auto token = std::make_shared<subscription>();
        *token = bus.subscribe<event>([token, owned](event const&) {});
        token.reset();
        CHECK(bus.subscriber_count() == 1);
        bus.clear();
        CHECK(owned.use_count() == 1);
        auto again = std::make_shared<subscription>();
        *again = bus.subscribe<event>([again, owned](event const&) {});
    }
    CHECK(owned.use_count() == 1);
}
