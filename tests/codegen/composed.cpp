#include "functions.hpp"

#include <retrain/event/static_bus.hpp>
#include <retrain/interval/all_of.hpp>
#include <retrain/interval/any_of.hpp>
#include <retrain/interval/min_interval.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/interval/not.hpp>
#include <retrain/service/decision.hpp>
#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/at_least.hpp>
#include <retrain/trigger/backtest_or_large_batch.hpp>
#include <retrain/trigger/on.hpp>

using namespace retrain;

namespace {

using nightly = all_of<min_interval<24h>, min_new_samples<100>>;
using held_nightly = all_of<min_interval<>, min_new_samples<>>;
using verdict = decision<backtest_or_large_batch, nightly>;

struct is_odd {
    constexpr bool operator()(analysis_completed const& event) const noexcept {
        return event.batch_size % 2 == 1;
    }
};
using odd_or_large = any_of<on<analysis_completed, at_least<&analysis_completed::batch_size, 50>>,
                            on<analysis_completed, is_odd>>;

}  // namespace

struct held_policy : held_nightly {};
struct held_decision : decision<backtest_or_large_batch, held_nightly> {};

bool time_and_samples(observation const& o) noexcept { return nightly{}.allows(o); }
bool time_or_samples(observation const& o) noexcept {
    return any_of<min_interval<168h>, min_new_samples<1000>>{}.allows(o);
}
bool neither(observation const& o) noexcept {
    return not_<any_of<min_interval<168h>, min_new_samples<1000>>>{}.allows(o);
}
bool nested(observation const& o) noexcept {
    return any_of<all_of<min_interval<24h>, min_new_samples<100>>, min_interval<168h>>{}.allows(o);
}
bool held(held_policy const& policy, observation const& o) noexcept { return policy.allows(o); }

bool due_after_backtest(backtest_completed const& event, observation const& o) noexcept {
    return verdict{}.is_due(event, o);
}
bool due_after_batch(analysis_completed const& event, observation const& o) noexcept {
    return verdict{}.is_due(event, o);
}
bool due_after_either_size(analysis_completed const& event, observation const& o) noexcept {
    return decision<odd_or_large, min_interval<24h>>{}.is_due(event, o);
}
bool held_due(held_decision& held, analysis_completed const& event, observation const& o) noexcept {
    return held.is_due(event, o);
}
void act_if_due(analysis_completed const& event, observation const& o) noexcept {
    if (verdict{}.is_due(event, o)) act();
}
void one_handler(analysis_completed const& event) noexcept {
    static_bus{[](analysis_completed const& heard) noexcept { first_heard(heard); }}.publish(event);
}
void two_of_three_handlers(analysis_completed const& event) noexcept {
    static_bus bus{[](analysis_completed const& heard) noexcept { first_heard(heard); },
                   [](backtest_completed const& heard) noexcept { backtest_heard(heard); },
                   [](analysis_completed const& heard) noexcept { second_heard(heard); }};
    bus.publish(event);
}
void no_handler(backtest_completed const& event) noexcept {
    static_bus{[](analysis_completed const& heard) noexcept { first_heard(heard); }}.publish(event);
}
void handlers_by_reference(listener& one, listener& other, analysis_completed const& event) {
    auto const to_one = [&one](analysis_completed const& heard) { one.heard(heard); };
    auto const to_other = [&other](analysis_completed const& heard) { other.heard(heard); };
    static_bus{to_one, to_other}.publish(event);
}
