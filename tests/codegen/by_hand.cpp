#include "functions.hpp"

using retrain::analysis_completed;
using retrain::backtest_completed;
using retrain::observation;

// Every condition is a predicate function: compilers lay out `if (a && b) f();` and
// `if (predicate()) f();` differently even where both are written by hand.
namespace {

inline bool rested(std::chrono::nanoseconds span, observation const& o) noexcept {
    return retrain::has_elapsed(span, o.last_run, o.now);
}
inline bool enough(std::size_t count, observation const& o) noexcept {
    return o.new_samples >= count;
}
inline bool is_large(analysis_completed const& event) noexcept { return event.batch_size >= 50; }
inline bool is_odd(analysis_completed const& event) noexcept { return event.batch_size % 2 == 1; }
inline bool is_night(observation const& o) noexcept { return rested(24h, o) && enough(100, o); }

}  // namespace

struct held_policy {
    std::chrono::nanoseconds span;
    std::size_t count;
};
struct held_decision : held_policy {};

bool time_and_samples(observation const& o) noexcept { return is_night(o); }
bool time_or_samples(observation const& o) noexcept { return rested(168h, o) || enough(1000, o); }
bool neither(observation const& o) noexcept { return !(rested(168h, o) || enough(1000, o)); }
bool nested(observation const& o) noexcept { return is_night(o) || rested(168h, o); }
bool held(held_policy const& policy, observation const& o) noexcept {
    return rested(policy.span, o) && enough(policy.count, o);
}

bool due_after_backtest(backtest_completed const&, observation const& o) noexcept {
    return is_night(o);
}
bool due_after_batch(analysis_completed const& event, observation const& o) noexcept {
    return is_large(event) && is_night(o);
}
bool due_after_either_size(analysis_completed const& event, observation const& o) noexcept {
    return (is_large(event) || is_odd(event)) && rested(24h, o);
}
bool held_due(held_decision& held, analysis_completed const& event, observation const& o) noexcept {
    return is_large(event) && rested(held.span, o) && enough(held.count, o);
}
void act_if_due(analysis_completed const& event, observation const& o) noexcept {
    if (is_large(event) && is_night(o)) act();
}
void one_handler(analysis_completed const& event) noexcept { first_heard(event); }
void two_of_three_handlers(analysis_completed const& event) noexcept {
    first_heard(event);
    second_heard(event);
}
void no_handler(backtest_completed const&) noexcept {}
void handlers_by_reference(listener& one, listener& other, analysis_completed const& event) {
    one.heard(event);
    other.heard(event);
}
