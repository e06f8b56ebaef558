#include <retrain/event/event_bus.hpp>

struct my_event {};
struct other_event {};

retrain::subscription subscribe(retrain::event_bus& bus) {
#ifdef REJECT
    return bus.subscribe<my_event>([](other_event const&) {});
#else
    return bus.subscribe<my_event>([](my_event const&) {});
#endif
}
