#include <retrain/event/concept.hpp>

#include <retrain/event/event_bus.hpp>
#include <retrain/event/static_bus.hpp>

#include <support/catch.hpp>

namespace {

using namespace retrain;

struct token {};

/// What the concept asks for and nothing more.
struct archetype {
    archetype() = default;
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    template <class Event, class Handler>
    token subscribe(Handler) {
        return {};
    }
    template <class Event>
    void publish(Event const&) {}
};
static_assert(EventBus<archetype>);
static_assert(bus_role::accepts<archetype>);
static_assert(bus_role::explain<archetype>());

static_assert(EventBus<event_bus>);
static_assert(!EventBus<static_bus<>>);  // it takes no subscriptions
static_assert(!EventBus<int>);

struct without_subscribe {
    template <class Event>
    void publish(Event const&);
};
static_assert(!EventBus<without_subscribe>);

struct without_token {
    template <class Event, class Handler>
    void subscribe(Handler);
    template <class Event>
    void publish(Event const&);
};
static_assert(!EventBus<without_token>);

struct immovable {
    immovable(immovable const&) = delete;
};
struct immovable_token {
    template <class Event, class Handler>
    immovable subscribe(Handler);
    template <class Event>
    void publish(Event const&);
};
static_assert(!EventBus<immovable_token>);

struct without_publish {
    template <class Event, class Handler>
    token subscribe(Handler);
};
static_assert(!EventBus<without_publish>);

struct publishes_mutable_events {
    template <class Event, class Handler>
    token subscribe(Handler);
    template <class Event>
        requires(!std::is_const_v<Event>)
    void publish(Event&);
};
static_assert(!EventBus<publishes_mutable_events>);

/// [bus.token] as a service relies on it.
template <EventBus Bus>
bool tokens_end_subscriptions(Bus& bus) {
    int heard = 0;
    {
        auto const kept = bus.template subscribe<int>([&](int const& event) { heard += event; });
        bus.publish(1);
    }
    bus.publish(2);
    return heard == 1;
}

}  // namespace

TEST_CASE("an archetype can be subscribed to and published on") {
    archetype bus;
    (void)bus.subscribe<int>([](int) {});
    bus.publish(1);
}

TEST_CASE("a destroyed token ends its subscription") {
    event_bus bus;
    CHECK(tokens_end_subscriptions(bus));
}
