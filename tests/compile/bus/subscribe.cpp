#include <retrain/event/concept.hpp>

struct token {};

struct bus {
    template <class Event, class Handler>
#ifdef REJECT
    void subscribe(Handler) {}  // no token: the subscription could never end
#else
    token subscribe(Handler) {
        return {};
    }
#endif
    template <class Event>
    void publish(Event const&) {}
};

constexpr bool answer = retrain::bus_role::explain<bus>();
