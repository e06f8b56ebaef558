#include <retrain/trigger/number_stream.hpp>

struct my_event {
    double number = 0;
};

struct numbers {
    using event = my_event;
#ifdef REJECT
    double operator()(my_event const& e) const noexcept { return e.number; }
#else
    std::optional<double> operator()(my_event const& e) const noexcept { return e.number; }
#endif
};

constexpr bool answer = retrain::stream_requirements::explain<numbers>();
