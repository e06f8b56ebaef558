#include <retrain/trigger/value_of.hpp>

struct my_event {
    char const* text = "";
    double number = 0;
};

#ifdef REJECT
retrain::value_of<&my_event::text> stream;
#else
retrain::value_of<&my_event::number> stream;
#endif
