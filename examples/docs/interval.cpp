// The examples of docs/interval.md: combining intervals, and one's own.
#include <retrain/core/settings.hpp>
#include <retrain/interval/all_of.hpp>
#include <retrain/interval/any_of.hpp>
#include <retrain/interval/min_interval.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/interval/minimum_interval.hpp>
#include <retrain/interval/not.hpp>

//! [combine]
namespace rt = retrain;
using namespace std::chrono_literals;

using nightly = rt::all_of<rt::min_interval<24h>, rt::min_new_samples<100>>;
using nightly_or_flood = rt::any_of<nightly, rt::min_new_samples<5000>>;

constexpr rt::time_point noon{std::chrono::sys_days{std::chrono::year{2020} / 3 / 2} + 12h};
static_assert(!nightly{}.allows({.now = noon, .last_run = noon - 6h, .new_samples = 6000}));
static_assert(nightly_or_flood{}.allows({.now = noon, .last_run = noon - 6h, .new_samples = 6000}));
static_assert(rt::minimum_interval(nightly{}) == 24h);
//! [combine]

//! [run_time]
using adjustable = rt::all_of<rt::min_interval<>, rt::min_new_samples<>>;

adjustable from_deployment(rt::settings const& deployment) {
    return adjustable::from_settings(deployment);  // what a service does by itself
}
adjustable from_code() { return adjustable{rt::min_interval<>{90min}, rt::min_new_samples<>{20}}; }
//! [run_time]

//! [own]
#include <retrain/interval/concept.hpp>

#include <chrono>

/// Allows while the New York stock exchange is open, in UTC and without holidays.
struct market_hours {
    using policy_role = rt::interval_role;

    static constexpr bool allows(rt::observation const& o) noexcept {
        auto const midnight = std::chrono::floor<std::chrono::days>(o.now);
        std::chrono::weekday const day{midnight};
        auto const time = o.now - midnight;
        return day != std::chrono::Saturday && day != std::chrono::Sunday && time >= 14h + 30min &&
               time < 21h;
    }
    // Optional, and worth it where there is a measure: what there was and what it takes.
    static constexpr rt::refusal refuses(rt::observation const&) noexcept {
        return {rt::skip_reason::policy_refused, "market_hours"};
    }
};
static_assert(rt::IntervalPolicy<market_hours>);
static_assert(market_hours::allows({.now = noon + 3h}));
static_assert(!market_hours::allows({.now = noon}));

using after_hours = rt::all_of<rt::not_<market_hours>, nightly>;
//! [own]

int main() {
    rt::settings deployment;
    deployment.min_interval_hours = 2;
    rt::observation const seen{.now = noon, .last_run = noon - 2h, .new_samples = 100};
    bool const right = from_deployment(deployment).allows(seen) && from_code().allows(seen) &&
                       !after_hours{}.allows(seen) &&
                       after_hours{}.refuses({.now = noon + 3h}).policy == "not_";
    return right ? 0 : 1;
}
