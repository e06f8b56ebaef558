#pragma once

#include <concepts>

namespace retrain {

namespace requirement {
/// Stands for any event, and for any handler of it.
struct some_event {};
struct some_handler {
    void operator()(some_event const&) const;
};

template <class B>
concept BusSubscribes = requires(B& b, some_handler handler) {
    { b.template subscribe<some_event>(handler) } -> std::movable;
};
template <class B>
concept BusPublishes = requires(B& b, some_event const& event) { b.publish(event); };
}  // namespace requirement

/// What a service connects to: carries events from whoever publishes them to whoever subscribed.
///
/// Let `b` be a `B`, `E` any event type, `e` an `E const` and `f` callable with `e`.
///   [bus.subscribe] `b.template subscribe<E>(f)` returns a movable token; `f` is called with each
///                   `E` that is published until the token is destroyed;
///   [bus.publish]   `b.publish(e)` is well-formed; it hands `e` to every handler of its type.
/// Semantics the compiler cannot see:
///   [bus.token]     once a token is gone its handler is not running in another thread, and will
///                   not be called again.
/// An event is any type; a `static constexpr std::string_view event_name` names it in records.
/// Models: `event_bus`. A `static_bus` has its handlers fixed and takes no subscriptions.
template <class B>
concept EventBus = requirement::BusSubscribes<B> && requirement::BusPublishes<B>;

/// The requirements of a bus, spelled like those of a role. A bus is an argument of `connect`, not
/// one of a service's policies, so it declares no role.
struct bus_role {
    template <class B>
    static constexpr bool accepts = EventBus<B>;

    /// Fails to compile with the first requirement that `B` misses.
    template <class B>
    static consteval bool explain() {
        if constexpr (!requirement::BusSubscribes<B>)
            static_assert(sizeof(B) == 0, "[bus.subscribe] an EventBus needs a member template "
                          "`subscribe<Event>(handler)` that returns a movable token");
        else if constexpr (!requirement::BusPublishes<B>)
            static_assert(sizeof(B) == 0,
                          "[bus.publish] an EventBus needs a member `publish(Event const&)`");
        return accepts<B>;
    }
};

}  // namespace retrain
