#include <retrain/trigger/on_drift.hpp>

#include <retrain/drift/adwin.hpp>
#include <retrain/drift/ddm.hpp>
#include <retrain/drift/page_hinkley.hpp>
#include <retrain/drift/performance_drop.hpp>
#include <retrain/service/decision.hpp>
#include <retrain/interval/min_interval.hpp>
#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/of_model.hpp>
#include <retrain/trigger/on.hpp>

#include <laws/trigger.hpp>
#include <support/catch.hpp>
#include <support/reference_stream.hpp>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace retrain;
using namespace std::chrono_literals;

constexpr time_point noon{std::chrono::hours{24 * 20'000 + 12}};
constexpr observation at(std::chrono::nanoseconds after_noon, time_point last_run = not_yet) {
    return {.now = noon + after_noon, .last_run = last_run};
}

struct reading {
    double level = 0;
};

/// Drifts where a value is above 10, warns above 5, and counts its values: the third member tells a
/// test whether it was reset. Like a user's own it has nothing but what is asked for.
class above {
   public:
    static constexpr std::string_view name = "above";
    constexpr above() = default;
    constexpr drift_level update(double value) noexcept {
        ++seen_;
        return value > 10  ? drift_level::drift
               : value > 5 ? drift_level::warning
                           : drift_level::none;
    }
    constexpr void reset() noexcept { seen_ = 0; }
    [[nodiscard]] std::string save() const { return std::to_string(seen_); }
    void restore(std::string_view saved) {
        std::from_chars(saved.data(), saved.data() + saved.size(), seen_);
    }
    [[nodiscard]] constexpr int seen() const { return seen_; }

   private:
    int seen_ = 0;
};

using on_reading = on_drift<above, value_of<&reading::level>>;
static_assert(TriggerPolicy<on_reading> && StatefulTrigger<on_reading>);
static_assert(StatefulTrigger<on_drift<adwin<>>>);
static_assert(std::same_as<on_drift<adwin<>>::events, type_list<prediction_outcome, clock_tick>>);

static_assert([] {
    on_reading trigger;
    bool right = !trigger.observe(reading{1}, at(0s)) && trigger.level() == drift_level::none;
    right = right && !trigger.observe(reading{6}, at(0s)) &&
            trigger.level() == drift_level::warning && !trigger.pending();
    right = right && trigger.observe(reading{11}, at(0s)) == reason{"drift", 11.0, "above"} &&
            trigger.level() == drift_level::drift && trigger.pending();
    return right && !trigger.observe(reading{1}, at(1s, noon + 1s)) && !trigger.pending();
}());
static_assert(laws::replays(on_reading{}, at(0s), reading{1}, reading{11}, clock_tick{}));
static_assert(laws::names_its_reasons(on_reading{}, at(0s), reading{11}, reading{12}));

TEST_CASE("an alarm is answered again until a run has reached a verdict after it") {
    on_reading trigger;
    reason const why{"drift", 11.0, "above"};
    REQUIRE(trigger.observe(reading{11}, at(0s, noon - 1h)) == why);
    SECTION("on later events of the stream, which need not be alarming") {
        CHECK(trigger.observe(reading{1}, at(1min, noon - 1h)) == why);
        CHECK(trigger.observe(reading{1}, at(2min, noon - 1h)) == why);
    }
    SECTION("on ticks of the clock") {
        CHECK(trigger.observe(clock_tick{}, at(24h, noon - 1h)) == why);
        CHECK(trigger.observe(clock_tick{}, at(48h, noon - 1h)) == why);
    }
    SECTION("but not more often than once a minute") {
        CHECK(!trigger.observe(reading{1}, at(0s)));
        CHECK(!trigger.observe(clock_tick{}, at(59s)));
        CHECK(trigger.observe(reading{1}, at(60s)) == why);
        CHECK(!trigger.observe(reading{1}, at(60s)));
    }
    SECTION("a failed run is no answer") {
        observation failed = at(1h, noon - 1h);
        failed.last_failure = noon + 30min;
        failed.failures = 1;
        CHECK(trigger.observe(clock_tick{}, failed) == why);
    }
    SECTION("a run that ended at the alarm's time is one") {
        CHECK(!trigger.observe(clock_tick{}, at(1h, noon)));
        CHECK(!trigger.pending());
        CHECK(!trigger.observe(clock_tick{}, at(2h, noon)));
    }
    SECTION("a further alarm takes its place at once") {
        CHECK(trigger.observe(reading{12}, at(1s)) == reason{"drift", 12.0, "above"});
        CHECK(trigger.observe(clock_tick{}, at(2min)) == reason{"drift", 12.0, "above"});
        CHECK(!trigger.observe(clock_tick{}, at(3min, noon + 1s)));
    }
    SECTION("an alarm after the run is a new one") {
        CHECK(!trigger.observe(reading{1}, at(1h, noon + 1h)));
        CHECK(trigger.observe(reading{13}, at(2h, noon + 1h)) == reason{"drift", 13.0, "above"});
    }
    SECTION("a clock that was set back does not keep it for ever") {
        CHECK(!trigger.observe(clock_tick{}, at(-24h)));
        CHECK(trigger.pending());
        CHECK(trigger.observe(clock_tick{}, at(-24h + 1min)) == why);
        CHECK(!trigger.observe(clock_tick{}, at(-23h, noon - 23h)));
    }
}

TEST_CASE("a run that an alarm came after in the same instant is no answer to it") {
    on_reading trigger;
    REQUIRE(trigger.observe(reading{11}, at(0s, noon)));
    CHECK(trigger.observe(clock_tick{}, at(1h, noon)));
    on_reading restarted;
    restarted.restore(trigger.save());
    CHECK(restarted.observe(clock_tick{}, at(2h, noon)));
    CHECK(!restarted.observe(clock_tick{}, at(3h, noon + 2h)));
}

TEST_CASE("values that are not finite reach no detector") {
    on_reading trigger;
    REQUIRE(!trigger.observe(reading{6}, at(0s)));
    CHECK(!trigger.observe(reading{std::numeric_limits<double>::quiet_NaN()}, at(0s)));
    CHECK(!trigger.observe(reading{std::numeric_limits<double>::infinity()}, at(0s)));
    CHECK(trigger.detector().seen() == 1);
    CHECK(trigger.level() == drift_level::warning);
}

/// An outcome with a number for `above`.
prediction_outcome outcome(double error, std::uint64_t generation, std::string model = "verdict") {
    return {.model = std::move(model), .generation = generation, .error = error};
}

TEST_CASE("only the newest version's outcomes count") {
    on_drift<above> trigger;
    CHECK(!trigger.observe(outcome(6, 4), at(0s)));
    CHECK(!trigger.observe(outcome(6, 4), at(0s)));
    CHECK(trigger.detector().seen() == 2);
    CHECK(!trigger.observe(outcome(11, 3), at(0s)));  // predicted by an older one
    CHECK(trigger.detector().seen() == 2);
    CHECK(trigger.level() == drift_level::warning);
    CHECK(!trigger.observe(outcome(1, 5), at(0s)));  // a newer one: the detector starts anew
    CHECK(trigger.detector().seen() == 1);
    CHECK(trigger.level() == drift_level::none);
    CHECK(!trigger.observe(outcome(11, 4), at(0s)));
    CHECK(trigger.observe(outcome(11, 5), at(0s)));
}

static_assert(LiveVersionTrigger<on_drift<above>>);
static_assert(!LiveVersionTrigger<on_reading>);  // there is nothing that it could ignore

TEST_CASE("what was replaced is ignored before the new version has an outcome") {
    on_drift<above> trigger;
    trigger.now_live("verdict", 4);
    CHECK(!trigger.observe(outcome(11, 3), at(0s)));
    CHECK(trigger.detector().seen() == 0);
    CHECK(!trigger.observe(outcome(6, 4), at(0s)));
    CHECK(trigger.level() == drift_level::warning);
    trigger.now_live("verdict", 4);
    trigger.now_live("other", 9);
    CHECK(trigger.detector().seen() == 1);
    trigger.now_live("verdict", 7);  // the detector starts anew at once
    CHECK(trigger.detector().seen() == 0);
    CHECK(trigger.level() == drift_level::none);
    for (std::uint64_t const replaced : {4U, 5U, 6U})
        CHECK(!trigger.observe(outcome(11, replaced), at(0s)));
    CHECK(trigger.detector().seen() == 0);
    CHECK(trigger.observe(outcome(11, 7), at(0s)));
}

TEST_CASE("a version that is told late does not make the detector start anew once more") {
    on_drift<above> trigger;
    trigger.now_live("verdict", 4);
    CHECK(!trigger.observe(outcome(1, 5), at(0s)));  // another process made it live
    trigger.now_live("verdict", 5);
    CHECK(trigger.detector().seen() == 1);
}

TEST_CASE("of several models the versions are told apart") {
    on_drift<above> trigger;
    trigger.now_live("verdict", 2);
    trigger.now_live("other", 9);
    CHECK(!trigger.observe(outcome(1, 2), at(0s)));
    CHECK(!trigger.observe(outcome(11, 8, "other"), at(0s)));
    CHECK(trigger.detector().seen() == 1);
    on_drift<above> restarted;
    restarted.restore(trigger.save());
    restarted.now_live("verdict", 2);
    CHECK(restarted.detector().seen() == 1);
    restarted.now_live("verdict", 1);  // the store was made anew
    CHECK(restarted.detector().seen() == 0);
    CHECK(restarted.observe(outcome(11, 1), at(0s)));
}

TEST_CASE("a stream of one model starts anew with a version of that model only") {
    on_drift<above, of_model<"verdict">> trigger;
    trigger.now_live("verdict", 2);
    CHECK(!trigger.observe(outcome(1, 2), at(0s)));
    trigger.now_live("other", 3);
    CHECK(trigger.detector().seen() == 1);
    trigger.now_live("verdict", 3);
    CHECK(trigger.detector().seen() == 0);
}

TEST_CASE("versions that nobody can have saved change nothing") {
    on_drift<above> trigger;
    CHECK(!trigger.observe(outcome(1, 2), at(0s)));
    auto const good = trigger.save();
    for (std::string const bad :
         {"", "1 ", "1 7 verdict ", "1 70 verdict 2 ", "1 7 verdict x 0 0 0 0 0 ",
          "2 7 verdict 2 0 0 0 0 0 ", "3 0 0 0 0 0 7"}) {
        trigger.restore(bad);
        CHECK(trigger.save() == good);
    }
    on_drift<above> again;
    again.restore(good);
    CHECK(again.save() == good);
}

TEST_CASE("an outcome without a number makes its version the newest all the same") {
    on_drift<above> trigger;
    CHECK(!trigger.observe(outcome(1, 4), at(0s)));
    CHECK(!trigger.observe(outcome(std::numeric_limits<double>::quiet_NaN(), 5), at(0s)));
    CHECK(!trigger.observe(outcome(11, 4), at(0s)));
}

TEST_CASE("a stream of one model passes others by, and their generations") {
    on_drift<above, of_model<"verdict">> trigger;
    CHECK(!trigger.observe(outcome(11, 9, "other"), at(0s)));
    CHECK(trigger.detector().seen() == 0);
    CHECK(trigger.observe(outcome(11, 2), at(0s)));
}

TEST_CASE("a restart between any two outcomes changes no answer") {
    std::vector<prediction_outcome> outcomes;
    std::uint64_t generation = 1;
    for (double const error : testing::bit_stream(300, 150, 0.05, 0.9)) {
        outcomes.push_back(outcome(error, generation));
        if (outcomes.size() == 40) generation = 2;
    }
    on_drift<ddm<>> const fresh;
    on_drift<ddm<>> running{fresh};
    bool alarmed = false;
    for (auto const& each : outcomes) alarmed = running.observe(each, at(0s)) || alarmed;
    REQUIRE(alarmed);
    CHECK(laws::survives_a_restart(fresh, at(0s), outcomes));
    CHECK(laws::survives_a_restart(any_of<on_drift<ddm<>>, on_drift<adwin<>>>{}, at(0s), outcomes));
}

TEST_CASE("a pending alarm is remembered over a restart") {
    on_reading before;
    REQUIRE(before.observe(reading{11}, at(0s)));
    REQUIRE(!before.observe(reading{6}, at(1s)));
    on_reading after;
    after.restore(before.save());
    CHECK(after.pending());
    CHECK(after.level() == drift_level::warning);
    CHECK(after.detector().seen() == 2);
    CHECK(!after.observe(clock_tick{}, at(2s)));  // the minute goes on
    CHECK(after.observe(clock_tick{}, at(1min)) == reason{"drift", 11.0, "above"});
    for (std::string const bad :
         {"", "1", "1 2 ", "1 9 0 0 0 0 ", "1 0 x 0 0 0 ", "-1 0 0 0 0 0 "}) {
        on_reading other;
        other.restore(bad);
        CHECK(other.save() == on_reading{}.save());
    }
}

TEST_CASE("it joins other triggers, and an interval may refuse it") {
    struct manual_button {};
    using both = any_of<on<manual_button>, on_reading>;
    static_assert(both::events::contains<clock_tick> && both::events::contains<reading>);
    decision<both, min_interval<24h>> rule;
    time_point const last = noon - 1h;
    CHECK(!rule.reason_for(reading{11}, at(0s, last)));  // too early
    CHECK(!rule.reason_for(clock_tick{}, at(22h, last)));
    CHECK(rule.reason_for(clock_tick{}, at(23h, last)) == reason{"drift", 11.0, "above"});
    CHECK(!rule.is_due(clock_tick{}, at(48h, noon + 23h)));  // answered
    CHECK(rule.is_due(reading{11}, at(49h, noon + 23h)));
}

TEST_CASE("the reason tells the detector's statistic") {
    on_drift<page_hinkley<>, value_of<&reading::level>> trigger{
        page_hinkley<>{{.lambda = 20}}};
    std::optional<reason> why;
    for (double const value : testing::real_stream()) {
        why = trigger.observe(reading{value}, at(0s));
        if (why) break;
    }
    REQUIRE(why);
    CHECK(why->what == "drift");
    CHECK(why->about == "page_hinkley");
    CHECK(why->amount.value_or(0) > 20);
    CHECK(why->amount.value_or(0) < 23);
}

TEST_CASE("a live model that falls below its first outcomes is a reason") {
    using drop = performance_drop<performance_drop_parameters{.by = 0.2, .chunk = 50}>;
    on_drift<drop> trigger;
    std::size_t first = 0;
    auto const errors = testing::bit_stream(600, 300);
    for (std::size_t i = 0; i < errors.size() && first == 0; ++i)
        if (trigger.observe(outcome(errors[i], 1), at(0s))) first = i;
    CHECK(first == 349);  // the first chunk after the change
}

}  // namespace
