#include <retrain/trigger/concept.hpp>

#include <retrain/trigger/any_of.hpp>

#include <laws/trigger.hpp>
#include <support/catch.hpp>

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace {

using namespace retrain;

struct event {};
struct other_event {};
using answer = std::optional<reason>;

/// What the concept asks for and nothing more.
struct archetype {
    using policy_role = trigger_role;
    using events = type_list<event>;
    archetype() = default;
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    answer observe(event const&, observation const&) noexcept { return reason{"archetype"}; }
};
static_assert(TriggerPolicy<archetype>);
static_assert(trigger_role::accepts<archetype>);
static_assert(trigger_role::explain<archetype>());
static_assert(!StatefulTrigger<archetype>);

// Combinations ask for nothing more either.
static_assert(TriggerPolicy<any_of<archetype, archetype>>);
static_assert(!StatefulTrigger<any_of<archetype, archetype>>);

/// A trigger that listens to nothing is one, too.
struct deaf {
    using policy_role = trigger_role;
    using events = type_list<>;
};
static_assert(TriggerPolicy<deaf>);

struct without_role {
    using events = type_list<event>;
    answer observe(event const&, observation const&) noexcept;
};
static_assert(!TriggerPolicy<without_role>);

struct other_role {
    using policy_role = struct somebody;
    using events = type_list<event>;
    answer observe(event const&, observation const&) noexcept;
};
static_assert(!TriggerPolicy<other_role>);

struct without_events {
    using policy_role = trigger_role;
    answer observe(event const&, observation const&) noexcept;
};
static_assert(!TriggerPolicy<without_events>);

struct events_no_list {
    using policy_role = trigger_role;
    using events = event;
    answer observe(event const&, observation const&) noexcept;
};
static_assert(!TriggerPolicy<events_no_list>);

struct one_event_missing {
    using policy_role = trigger_role;
    using events = type_list<event, other_event>;
    answer observe(event const&, observation const&) noexcept;
};
static_assert(!TriggerPolicy<one_event_missing>);

struct greedy {
    using policy_role = trigger_role;
    using events = type_list<event>;
    answer observe(event&, observation const&) noexcept;
};
static_assert(!TriggerPolicy<greedy>);

struct answers_bool {
    using policy_role = trigger_role;
    using events = type_list<event>;
    bool observe(event const&, observation const&) noexcept;
};
static_assert(!TriggerPolicy<answers_bool>);

struct answers_reason {
    using policy_role = trigger_role;
    using events = type_list<event>;
    reason observe(event const&, observation const&) noexcept;
};
static_assert(!TriggerPolicy<answers_reason>);

struct may_throw {
    using policy_role = trigger_role;
    using events = type_list<event, other_event>;
    answer observe(event const&, observation const&) noexcept;
    answer observe(other_event const&, observation const&);
};
static_assert(!TriggerPolicy<may_throw>);

struct saves_only {
    using policy_role = trigger_role;
    using events = type_list<event>;
    answer observe(event const&, observation const&) noexcept;
    std::string save() const;
};
static_assert(TriggerPolicy<saves_only> && !StatefulTrigger<saves_only>);

/// A trigger that knows its time, without more.
struct scheduled : archetype {
    std::optional<time_point> next_due(time_point now) const noexcept { return now; }
};
static_assert(ScheduledTrigger<scheduled> && !ScheduledTrigger<archetype>);
static_assert(ScheduledTrigger<any_of<archetype, scheduled>>);
static_assert(!ScheduledTrigger<any_of<archetype, archetype>>);

struct due_may_throw : archetype {
    std::optional<time_point> next_due(time_point now) const { return now; }
};
struct due_changes : archetype {
    std::optional<time_point> next_due(time_point now) noexcept { return now; }
};
struct due_always : archetype {
    time_point next_due(time_point now) const noexcept { return now; }
};
struct due_without_a_trigger {
    std::optional<time_point> next_due(time_point now) const noexcept { return now; }
};
static_assert(!ScheduledTrigger<due_may_throw> && !ScheduledTrigger<due_changes>);
static_assert(!ScheduledTrigger<due_always> && !ScheduledTrigger<due_without_a_trigger>);

/// A trigger that is told what is live, without more.
struct watching : archetype {
    std::uint64_t told = 0;
    void now_live(std::string_view, std::uint64_t generation) { told = generation; }
};
static_assert(LiveVersionTrigger<watching> && !LiveVersionTrigger<archetype>);
static_assert(LiveVersionTrigger<any_of<archetype, watching>>);
static_assert(!LiveVersionTrigger<any_of<archetype, archetype>>);

struct watches_no_model : archetype {
    void now_live(std::uint64_t);
};
struct watches_no_generation : archetype {
    void now_live(std::string_view);
};
struct watches_when_moved : archetype {
    void now_live(std::string_view, std::uint64_t) &&;
};
struct watching_without_a_trigger {
    void now_live(std::string_view, std::uint64_t);
};
static_assert(!LiveVersionTrigger<watches_no_model> && !LiveVersionTrigger<watches_no_generation>);
static_assert(!LiveVersionTrigger<watches_when_moved>);
static_assert(!LiveVersionTrigger<watching_without_a_trigger>);

/// A type that may not be edited is adapted from outside.
struct foreign {
    using events = type_list<event>;
    answer observe(event const&, observation const&) noexcept { return std::nullopt; }
};

}  // namespace

template <>
struct retrain::role_of<foreign> {
    using type = retrain::trigger_role;
};
static_assert(TriggerPolicy<foreign>);

TEST_CASE("a combination of archetypes observes") {
    any_of<archetype, archetype> both;
    CHECK(both.observe(event{}, {}) == reason{"archetype"});
    any_of<foreign, archetype> mixed;
    CHECK(mixed.observe(event{}, {}) == reason{"archetype"});
}
