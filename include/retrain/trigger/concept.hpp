#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/observation.hpp>
#include <retrain/core/reason.hpp>
#include <retrain/core/role.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/type_list.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retrain {

namespace requirement {
template <class L>
inline constexpr bool is_type_list = false;
template <class... Ts>
inline constexpr bool is_type_list<type_list<Ts...>> = true;

template <class P>
concept TriggerNamesEvents = requires { typename P::events; } && is_type_list<typename P::events>;

template <class P, class Event>
concept TriggerObserves = requires(P& p, Event const& event, observation const& o) {
    p.observe(event, o);
};
template <class P, class Event>
concept TriggerAnswersReason = requires(P& p, Event const& event, observation const& o) {
    { p.observe(event, o) } -> std::same_as<std::optional<reason>>;
};
template <class P, class Event>
concept TriggerNoexcept = requires(P& p, Event const& event, observation const& o) {
    { p.observe(event, o) } noexcept;
};

template <class P, class L>
inline constexpr bool trigger_observes_all = false;
template <class P, class... Events>
inline constexpr bool trigger_observes_all<P, type_list<Events...>> =
    (TriggerObserves<P, Events> && ...);
template <class P, class L>
inline constexpr bool trigger_answers_all = false;
template <class P, class... Events>
inline constexpr bool trigger_answers_all<P, type_list<Events...>> =
    (TriggerAnswersReason<P, Events> && ...);
template <class P, class L>
inline constexpr bool trigger_noexcept_all = false;
template <class P, class... Events>
inline constexpr bool trigger_noexcept_all<P, type_list<Events...>> =
    (TriggerNoexcept<P, Events> && ...);
}  // namespace requirement

struct trigger_role;

/// Answers: is there a reason to retrain?
///
/// Let `t` be a `T`, `o` an `observation`, and `e` an `E const` for each `E` of `T::events`.
///   [trigger.events]   `T::events` is a `type_list` of the event types it listens to;
///   [trigger.observe]  `t.observe(e, o)` is well-formed for each of them;
///   [trigger.reason]   and returns exactly `std::optional<reason>`;
///   [trigger.noexcept] and does not throw.
/// Optional, for a trigger that remembers: `t.save()` returns a `std::string`, and
/// `t.restore(std::string_view)` takes it back; the ledger keeps it over restarts.
/// Optional, for a trigger that compares with the rows that the live model learned from:
/// `t.summarize(rows) const` returns a `std::string`, called with the training rows when a model is
/// published, and `t.compare_with(std::string_view)` takes that text when a version becomes live,
/// by a start, a publish or a rollback. The text travels in the version's manifest: it is UTF-8 of
/// bounded size, and empty where the version has none. `compare_with` may throw `error`; after that
/// and after an empty text the trigger has no reference, and does not fire for want of one.
/// Optional, for a trigger that watches how the live versions do: `t.now_live(model, generation)`,
/// with a `std::string_view` and a `std::uint64_t`, is called for each model of the service when
/// another version of it serves, by a publish, a rollback or another process, and at a start, after
/// `restore`, for what serves then.
/// Optional, for a trigger that time alone can fire: `t.next_due(now) const noexcept` returns, as
/// `std::optional<time_point>`, the first instant after `now` at which it wants to be shown a
/// `clock_tick`; nothing where there is none.
/// Semantics the compiler cannot see:
///   [trigger.replay]   the same events and observations, shown to an equal trigger, give the
///                      same answers.
/// Calls are serialised by the service.
/// Default: none, the service is retrained by hand only.
/// Models: `on`, `any_of`, `never`, `backtest_or_large_batch`; the schedules `every`, `daily_at`,
/// `weekly_on` and `cron`; `on_drift` and `on_data_drift`.
template <class T>
concept TriggerPolicy = PlaysRole<T, trigger_role> && requirement::TriggerNamesEvents<T> &&
                        requirement::trigger_observes_all<T, typename T::events> &&
                        requirement::trigger_answers_all<T, typename T::events> &&
                        requirement::trigger_noexcept_all<T, typename T::events>;

struct trigger_role {
    template <class P>
    static constexpr bool accepts = TriggerPolicy<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::TriggerNamesEvents<P>)
            static_assert(sizeof(P) == 0, "[trigger.events] a TriggerPolicy names what it listens "
                          "to: `using events = retrain::type_list<my_event>;`");
        else if constexpr (!requirement::trigger_observes_all<P, typename P::events>)
            static_assert(sizeof(P) == 0, "[trigger.observe] a TriggerPolicy needs, for each of its "
                          "events, `std::optional<retrain::reason> observe(Event const&, "
                          "retrain::observation const&) noexcept`");
        else if constexpr (!requirement::trigger_answers_all<P, typename P::events>)
            static_assert(sizeof(P) == 0, "[trigger.reason] a TriggerPolicy's `observe` must return "
                          "exactly `std::optional<retrain::reason>`: "
                          "`std::optional<retrain::reason> observe(Event const&, "
                          "retrain::observation const&) noexcept`");
        else if constexpr (!requirement::trigger_noexcept_all<P, typename P::events>)
            static_assert(sizeof(P) == 0,
                          "[trigger.noexcept] a TriggerPolicy's `observe` must be `noexcept`: "
                          "`std::optional<retrain::reason> observe(Event const&, "
                          "retrain::observation const&) noexcept`");
        return accepts<P>;
    }
};

/// A trigger whose memory the ledger keeps.
template <class T>
concept StatefulTrigger = TriggerPolicy<T> && requires(T& t, T const& c, std::string_view saved) {
    { c.save() } -> std::same_as<std::string>;
    t.restore(saved);
};

/// A trigger that compares with the training rows of the live model, whose summary the store keeps.
template <class T>
concept ReferenceTrigger =
    TriggerPolicy<T> &&
    requires(T& t, T const& c, dataset_view training_rows, std::string_view summary) {
        { c.summarize(training_rows) } -> std::same_as<std::string>;
        t.compare_with(summary);
    };

/// A trigger that is told which version of each model is live.
template <class T>
concept LiveVersionTrigger =
    TriggerPolicy<T> && requires(T& t, std::string_view model, std::uint64_t generation) {
        t.now_live(model, generation);
    };

/// A trigger that knows when it should be shown a tick of the clock.
template <class T>
concept ScheduledTrigger = TriggerPolicy<T> && requires(T const& t, time_point now) {
    { t.next_due(now) } noexcept -> std::same_as<std::optional<time_point>>;
};

}  // namespace retrain
