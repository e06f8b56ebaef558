#include <retrain/trigger/any_of.hpp>

#include <retrain/config/reads_of.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/event/analysis_completed.hpp>
#include <retrain/event/backtest_completed.hpp>
#include <retrain/trigger/at_least.hpp>
#include <retrain/trigger/cron.hpp>
#include <retrain/trigger/daily_at.hpp>
#include <retrain/trigger/every.hpp>
#include <retrain/trigger/never.hpp>
#include <retrain/trigger/on.hpp>

#include <laws/trigger.hpp>
#include <support/catch.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

using namespace retrain;

struct tick {
    int amount = 1;
};
struct other {};

/// Fires at every `Every`th tick; its state is how many it has seen since.
template <int Every>
struct every_nth {
    using policy_role = trigger_role;
    using events = type_list<tick>;
    int seen = 0;

    constexpr std::optional<reason> observe(tick const& event, observation const&) noexcept {
        seen += event.amount;
        if (seen < Every) return std::nullopt;
        seen -= Every;
        return reason{"every_nth", Every};
    }
    std::string save() const { return std::to_string(seen); }
    void restore(std::string_view saved) { seen = std::stoi(std::string{saved}); }
};
static_assert(StatefulTrigger<every_nth<3>>);

/// What a trigger saves may contain anything.
struct last_words {
    using policy_role = trigger_role;
    using events = type_list<other>;
    std::string words;

    std::optional<reason> observe(other const&, observation const&) noexcept {
        return std::nullopt;
    }
    std::string save() const { return words; }
    void restore(std::string_view saved) { words = saved; }
};

using large = at_least<&analysis_completed::batch_size, 50>;
using stateless = any_of<on<backtest_completed>, on<analysis_completed, large>>;

static_assert(TriggerPolicy<stateless> && std::is_empty_v<stateless> && sizeof(stateless) == 1);
static_assert(!StatefulTrigger<stateless>);
static_assert(std::is_same_v<stateless::events, type_list<backtest_completed, analysis_completed>>);
static_assert(std::is_same_v<any_of<on<tick>, any_of<on<other>, on<tick>>>::events,
                             type_list<tick, other>>);
static_assert(std::is_empty_v<any_of<on<tick>, any_of<on<tick>>>>);

// A combination listens to what its parts listen to, and nothing else.
template <class Trigger, class Event>
concept Observes = requires(Trigger t, Event e) { t.observe(e, observation{}); };
static_assert(Observes<stateless, analysis_completed> && !Observes<stateless, tick>);

static_assert(stateless{}.observe(analysis_completed{50}, {}));
static_assert(!stateless{}.observe(analysis_completed{49}, {}));
static_assert(laws::replays(stateless{}, {}, analysis_completed{50}, analysis_completed{1}));
static_assert(laws::fires_with_reason(stateless{}, {}, analysis_completed{50},
                                      analysis_completed{1}));
static_assert(laws::replays(any_of<every_nth<2>, every_nth<3>>{}, {}, tick{}, tick{}, tick{}));
static_assert(laws::fires_with_reason(any_of<every_nth<2>, every_nth<3>>{}, {}, tick{}, tick{},
                                      tick{}, tick{}));

}  // namespace

TEST_CASE("any finished backtest and any large batch is a reason") {
    stateless trigger;
    CHECK(trigger.observe(backtest_completed{}, {}) == reason{"backtest_completed"});
    CHECK(trigger.observe(analysis_completed{50}, {}) == reason{"analysis_completed", 50.0});
    CHECK(!trigger.observe(analysis_completed{49}, {}));
}

TEST_CASE("the first part with a reason gives it, and the others see the event all the same") {
    any_of<every_nth<2>, every_nth<3>> trigger;
    CHECK(!trigger.observe(tick{}, {}));  // 1 1
    CHECK(trigger.observe(tick{}, {})->amount == 2);  // 2 2: the first fires
    CHECK(trigger.observe(tick{}, {})->amount == 3);  // 1 3: the second has seen all three
    CHECK(trigger.observe(tick{2}, {})->amount == 2);  // 3 2
    CHECK(trigger.observe(tick{}, {})->amount == 2);  // 2 3: both; the first speaks
    CHECK(!trigger.observe(tick{}, {}));  // 1 1
}

TEST_CASE("fires shows the event to every part, too") {
    any_of<every_nth<2>, every_nth<3>> trigger;
    CHECK(!trigger.fires(tick{}, {}));
    CHECK(trigger.fires(tick{}, {}));
    CHECK(trigger.observe(tick{}, {})->amount == 3);
}

TEST_CASE("a restart finds every part where it stopped") {
    std::vector<tick> const ticks{{1}, {1}, {3}, {1}, {2}, {1}, {1}};
    CHECK(laws::survives_a_restart(every_nth<3>{}, {}, ticks));
    CHECK(laws::survives_a_restart(any_of<every_nth<3>, on<other>, every_nth<4>>{}, {}, ticks));
    CHECK(laws::survives_a_restart(any_of<every_nth<3>, every_nth<3>>{every_nth<3>{}, {2}}, {},
                                   ticks));
    CHECK(laws::survives_a_restart(any_of<any_of<every_nth<5>>, every_nth<4>>{}, {}, ticks));
}

TEST_CASE("states follow their parts when a program's triggers change") {
    any_of<every_nth<3>, every_nth<4>> before{{2}, {3}};
    any_of<every_nth<4>, every_nth<5>, every_nth<3>> after{{0}, {1}, {0}};
    after.restore(before.save());
    CHECK(after.save() == any_of<every_nth<4>, every_nth<5>, every_nth<3>>{{3}, {1}, {2}}.save());
}

namespace {
/// Counts the versions that it is told of.
struct version_watch {
    using policy_role = trigger_role;
    using events = type_list<tick>;
    std::shared_ptr<std::vector<std::string>> told =
        std::make_shared<std::vector<std::string>>();
    std::optional<reason> observe(tick const&, observation const&) noexcept { return {}; }
    void now_live(std::string_view model, std::uint64_t generation) {
        told->push_back(std::string{model} + " " + std::to_string(generation));
    }
};
}  // namespace

TEST_CASE("each part that watches live versions is told of them") {
    version_watch const first, second;
    any_of<version_watch, every_nth<3>, any_of<version_watch>> trigger{
        first, every_nth<3>{0}, any_of<version_watch>{second}};
    STATIC_REQUIRE(LiveVersionTrigger<decltype(trigger)>);
    trigger.now_live("verdict", 3);
    CHECK(*first.told == std::vector<std::string>{"verdict 3"});
    CHECK(*second.told == *first.told);
}

TEST_CASE("a part's state may hold any bytes") {
    std::string const words{"every_nth\n3\n\0,\n\n", 16};
    any_of<last_words, every_nth<3>> before{{words}, {2}};
    any_of<last_words, every_nth<3>> after;
    after.restore(before.save());
    CHECK(after.save() == before.save());
    CHECK(before.save().find(words) != std::string::npos);
}

TEST_CASE("states that nobody could have saved are left out") {
    using pair = any_of<every_nth<3>, every_nth<4>>;
    pair const untouched{{1}, {2}};
    std::string const good = untouched.save();
    for (std::string const& bad :
         {std::string{}, std::string{"every_nth"}, std::string{"every_nth\n"},
          std::string{"a\nb\nc"}, std::string{"a\n99999999999999999999999\nc"},
          std::string{"a\n5\nc"}, std::string{"a\n-1\nc"}, std::string{"\n\n\n"}}) {
        pair trigger = untouched;
        trigger.restore(bad);
        CHECK(trigger.save() == good);
    }
    pair trigger{{0}, {0}};
    trigger.restore(good.substr(0, good.size() - 1));  // cut: the first part is whole
    CHECK(trigger.save() == pair{{1}, {0}}.save());
}

namespace {
/// A trigger with a limit from the settings.
struct from_settings_trigger {
    using policy_role = trigger_role;
    using events = type_list<tick>;
    static constexpr std::array<std::string_view, 1> reads{"min_new_samples"};
    std::size_t limit;

    explicit from_settings_trigger(std::size_t value) : limit{value} {}
    static from_settings_trigger from_settings(settings const& values) {
        return from_settings_trigger{values.min_new_samples};
    }
    std::optional<reason> observe(tick const& event, observation const&) noexcept {
        if (static_cast<std::size_t>(event.amount) < limit) return std::nullopt;
        return reason{"limit"};
    }
};
static_assert(TriggerPolicy<from_settings_trigger>);
}  // namespace

TEST_CASE("each part takes its own from the settings") {
    using pair = any_of<never, from_settings_trigger>;
    STATIC_REQUIRE(!std::is_default_constructible_v<pair>);
    STATIC_REQUIRE(reads_of<pair>() == std::vector<std::string_view>{"min_new_samples"});
    settings values;
    values.min_new_samples = 7;
    auto trigger = pair::from_settings(values);
    CHECK(trigger.observe(tick{7}, {}));
    CHECK(!trigger.observe(tick{6}, {}));
}

namespace {
using namespace std::chrono_literals;

constexpr time_point morning = std::chrono::sys_days{2026y / 11 / 22} + 6h;
using scheduled =
    any_of<on<tick>, daily_at<9h, utc>, cron<"0 7 * * *", utc>, every<std::chrono::days{7}>>;
static_assert(ScheduledTrigger<scheduled> && !ScheduledTrigger<stateless>);
static_assert(scheduled{}.next_due(morning) == morning + 1h);
static_assert(scheduled{}.next_due(morning + 1h) == morning + 3h);
static_assert(any_of<every<1h>, daily_at<9h, utc>>{}.next_due(morning) == morning + 1h);
static_assert(laws::fires_when_due(scheduled{}, morning));
static_assert(!any_of<every<1h>, daily_at<9h, utc>>{}.next_due(time_point::max()));
}  // namespace

TEST_CASE("a combination is due when its first part is, and remembers for each") {
    any_of<daily_at<9h>, every<std::chrono::days{7}>> before;
    CHECK(!before.observe(clock_tick{}, {.now = morning}));
    CHECK(before.observe(clock_tick{}, {.now = morning + 4h}) == reason{"daily at 09:00"});
    any_of<every<std::chrono::days{7}>, on<tick>, daily_at<9h>> after;
    after.restore(before.save());
    CHECK(!after.observe(clock_tick{}, {.now = morning + 26h}));
    CHECK(after.observe(clock_tick{}, {.now = morning + 27h}) == reason{"daily at 09:00"});
    CHECK(after.observe(clock_tick{}, {.now = morning + std::chrono::days{7}}) ==
          reason{"every 7 days"});

    settings values;
    values.timezone = "+02:00";
    using pair = any_of<daily_at<9h>, on<tick>>;
    STATIC_REQUIRE(reads_of<pair>() == std::vector<std::string_view>{"timezone"});
    CHECK(pair::from_settings(values).next_due(morning) == morning + 1h);
}
