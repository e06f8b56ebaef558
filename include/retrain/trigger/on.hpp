#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/core/reason.hpp>
#include <retrain/core/type_list.hpp>
#include <retrain/detail/event_name.hpp>
#include <retrain/trigger/concept.hpp>

#include <concepts>
#include <optional>

namespace retrain {

/// The predicate of an `on` that fires on every event of its type.
struct every_time {
    template <class Event>
    [[nodiscard]] constexpr bool operator()(Event const&) const noexcept {
        return true;
    }
};

/// Says yes or no to an event, without changing and without throwing. A predicate that also has a
/// `double amount(event) const noexcept` tells records the quantity that counted.
template <class P, class Event>
concept EventPredicate = std::movable<P> && requires(P const& p, Event const& event) {
    { p(event) } noexcept -> std::same_as<bool>;
};

/// Use when an event is a reason to retrain, by itself or when it satisfies a predicate:
/// `on<backtest_completed>`, `on<analysis_completed,
/// at_least<&analysis_completed::batch_size, 50>>`. The reason is the event's `event_name`, or the
/// name of its type.
template <class Event, class Predicate = every_time>
struct on {
    static_assert(EventPredicate<Predicate, Event>,
                  "[trigger.predicate] the predicate of `on` needs a member `bool "
                  "operator()(Event const&) const noexcept`");

    using policy_role = trigger_role;
    using events = type_list<Event>;

    [[no_unique_address]] Predicate predicate{};

    [[nodiscard]] constexpr bool fires(Event const& event, observation const&) const noexcept {
        return predicate(event);
    }
    [[nodiscard]] constexpr std::optional<reason> observe(Event const& event,
                                                          observation const&) const noexcept {
        if (!predicate(event)) return std::nullopt;
        if constexpr (requires { { predicate.amount(event) } noexcept -> std::same_as<double>; })
            return reason{detail::event_name<Event>, predicate.amount(event)};
        else
            return reason{detail::event_name<Event>};
    }
};

}  // namespace retrain
