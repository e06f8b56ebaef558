#include <compile/service/support.hpp>

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

using service = retrain::testing::core_service<retrain::testing::toy_trainer<>>;

retrain::connection connected(service& listener, bus& events) { return listener.connect(events); }
