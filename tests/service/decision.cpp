#include <retrain/service/decision.hpp>

#include <retrain/interval/all_of.hpp>
#include <retrain/interval/always.hpp>
#include <retrain/interval/min_interval.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/backtest_or_large_batch.hpp>
#include <retrain/trigger/on.hpp>

#include <support/catch.hpp>

#include <type_traits>

namespace {

using namespace retrain;
using namespace std::chrono_literals;

constexpr time_point now{500'000h};

constexpr observation seen(std::chrono::nanoseconds since, std::size_t samples) {
    return {.now = now, .last_run = now - since, .new_samples = samples};
}

struct tick {};

using nightly = all_of<min_interval<24h>, min_new_samples<100>>;
using verdict_decision = decision<backtest_or_large_batch, nightly>;

static_assert(std::is_empty_v<verdict_decision> && sizeof(verdict_decision) == 1);
static_assert(std::is_trivially_copyable_v<verdict_decision>);
static_assert(sizeof(decision<backtest_or_large_batch, min_interval<>>) == sizeof(min_interval<>));

// Replayed by the compiler; each yes has a no beside it.
static_assert(verdict_decision{}.is_due(analysis_completed{50}, seen(24h, 100)));
static_assert(!verdict_decision{}.is_due(analysis_completed{49}, seen(24h, 100)));
static_assert(!verdict_decision{}.is_due(analysis_completed{50}, seen(24h - 1ns, 100)));
static_assert(!verdict_decision{}.is_due(analysis_completed{50}, seen(24h, 99)));
static_assert(verdict_decision{}.reason_for(analysis_completed{64}, seen(24h, 100))->amount ==
              64.0);
static_assert(!verdict_decision{}.reason_for(analysis_completed{64}, seen(1h, 100)));

/// A trigger that remembers: every second event.
struct second_tick {
    using policy_role = trigger_role;
    using events = type_list<tick>;
    bool odd = false;
    constexpr std::optional<reason> observe(tick const&, observation const&) noexcept {
        odd = !odd;
        if (odd) return std::nullopt;
        return reason{"second_tick"};
    }
};

/// Types that offer the documented syntax and nothing more.
struct trigger_archetype {
    using policy_role = trigger_role;
    using events = type_list<int>;
    trigger_archetype() = default;
    trigger_archetype(trigger_archetype const&) = delete;
    trigger_archetype& operator=(trigger_archetype const&) = delete;
    std::optional<reason> observe(int const&, observation const&) noexcept { return reason{"int"}; }
};
struct interval_archetype {
    using policy_role = interval_role;
    interval_archetype() = default;
    interval_archetype(interval_archetype const&) = delete;
    interval_archetype& operator=(interval_archetype const&) = delete;
    bool allows(observation const& o) const noexcept { return o.new_samples != 0; }
};

}  // namespace

TEST_CASE("a decision asks for what the concepts ask for and nothing more") {
    decision<trigger_archetype, interval_archetype> both;
    CHECK(both.is_due(1, {.new_samples = 1}));
    CHECK(!both.is_due(1, {}));
    CHECK(both.reason_for(1, {.new_samples = 1}) == reason{"int"});
    CHECK(!both.reason_for(1, {}));
}

TEST_CASE("the trigger sees an event also where the interval refuses") {
    decision<second_tick, min_interval<24h>> both;
    CHECK(!both.is_due(tick{}, seen(1h, 0)));
    CHECK(both.is_due(tick{}, seen(24h, 0)));
    CHECK(!both.reason_for(tick{}, seen(1h, 0)));
    CHECK(!both.reason_for(tick{}, seen(1h, 0)));  // a reason, but too early
    CHECK(!both.reason_for(tick{}, seen(24h, 0)));
    CHECK(both.reason_for(tick{}, seen(24h, 0)) == reason{"second_tick"});
}

TEST_CASE("values go in by constructor") {
    decision both{on<analysis_completed>{}, min_interval<>{2h}};
    CHECK(both.is_due(analysis_completed{}, seen(2h, 0)));
    CHECK(!both.is_due(analysis_completed{}, seen(1h, 0)));
    CHECK(both.interval().minimum_interval() == 2h);
}
