#include <retrain/event/concept.hpp>

struct token {};

struct bus {
    template <class Event, class Handler>
    token subscribe(Handler) {
        return {};
    }
    template <class Event>
#ifdef REJECT
    void send(Event const&) {}
#else
    void publish(Event const&) {}
#endif
};

constexpr bool answer = retrain::bus_role::explain<bus>();
