#include <retrain/trigger/at_least.hpp>

struct my_event {
    char const* text;
    int count;
    int size() const noexcept { return count; }
};

#ifdef REJECT
retrain::at_least<&my_event::size, 50> predicate;  // a member function
#else
retrain::at_least<&my_event::count, 50> predicate;
#endif
