#include <retrain/trigger/on.hpp>

struct my_event {
    int count;
};

struct is_large {
#ifdef REJECT
    bool operator()(my_event const& event) noexcept { return event.count > 50; }  // not const
#else
    bool operator()(my_event const& event) const noexcept { return event.count > 50; }
#endif
};

retrain::on<my_event, is_large> trigger;
