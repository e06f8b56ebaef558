#include <retrain/trigger/number_stream.hpp>

struct my_event {
    double number = 0;
};

struct numbers {
#ifndef REJECT
    using event = my_event;
#endif
    std::optional<double> operator()(my_event const& e) const noexcept { return e.number; }
};

constexpr bool answer = retrain::stream_requirements::explain<numbers>();
