#include <retrain/trigger/at_least.hpp>

#include <cstddef>

struct my_event {
    std::size_t count;
};

#ifdef REJECT
retrain::at_least<&my_event::count, -1> predicate;
#else
retrain::at_least<&my_event::count, 1> predicate;
#endif
