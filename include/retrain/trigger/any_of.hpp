#pragma once

#include <retrain/core/any_of.hpp>
#include <retrain/core/dataset.hpp>
#include <retrain/core/observation.hpp>
#include <retrain/core/reason.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/type_list.hpp>
#include <retrain/detail/fires.hpp>
#include <retrain/detail/from_settings.hpp>
#include <retrain/detail/pack.hpp>
#include <retrain/detail/part_states.hpp>
#include <retrain/trigger/concept.hpp>

#include <concepts>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

/// Use when each of several triggers is reason enough. Every part that listens to an event is
/// shown it, also after another has fired, so that none that remembers misses one; the first part
/// with a reason gives the reason. The state of the parts is saved and restored part by part.
template <TriggerPolicy... Parts>
    requires(sizeof...(Parts) > 0)
struct any_of<Parts...> {
    using policy_role = trigger_role;
    using events = type_union<typename Parts::events...>;

    constexpr any_of()
        requires(std::default_initializable<Parts> && ...)
    = default;
    constexpr explicit any_of(Parts... parts)
        : parts_{detail::make_pack<Parts...>(std::move(parts)...)} {}

    [[nodiscard]] static constexpr any_of from_settings(settings const& values)
        requires(detail::FromSettings<Parts> && ...)
    {
        return any_of{detail::from_settings<Parts>(values)...};
    }

    template <class Event>
        requires(events::template contains<Event>)
    [[nodiscard]] constexpr std::optional<reason> observe(Event const& event,
                                                          observation const& o) noexcept {
        return parts_.apply([&](Parts&... parts) noexcept {
            std::optional<reason> first;
            (show(parts, event, o, first), ...);
            return first;
        });
    }

    /// The same, where the reason does not matter.
    template <class Event>
        requires(events::template contains<Event>)
    [[nodiscard]] constexpr bool fires(Event const& event, observation const& o) noexcept {
        return parts_.apply([&](Parts&... parts) noexcept {
            bool fired = false;
            ((fired = part_fires(parts, event, o) || fired), ...);
            return fired;
        });
    }

    /// The earliest that any of the parts with a schedule tells.
    [[nodiscard]] constexpr std::optional<time_point> next_due(time_point now) const noexcept
        requires(ScheduledTrigger<Parts> || ...)
    {
        return parts_.apply([&](Parts const&... parts) noexcept {
            std::optional<time_point> first;
            (keep_earlier(first, parts, now), ...);
            return first;
        });
    }

    /// The states of the parts that have one.
    [[nodiscard]] std::string save() const
        requires(StatefulTrigger<Parts> || ...)
    {
        return parts_.apply([](Parts const&... parts) {
            detail::part_states states;
            (detail::save_part(states, parts), ...);
            return states.text();
        });
    }

    /// Gives each part the state that a part of its type had in its place. One that had none keeps
    /// its own: triggers may come, go and change places between two versions of a program.
    void restore(std::string_view saved)
        requires(StatefulTrigger<Parts> || ...)
    {
        parts_.apply([&](Parts&... parts) {
            detail::part_states states{saved};
            (detail::restore_part(states, parts), ...);
        });
    }

    /// The summaries of the parts that make one.
    [[nodiscard]] std::string summarize(dataset_view training_rows) const
        requires(ReferenceTrigger<Parts> || ...)
    {
        return parts_.apply([&](Parts const&... parts) {
            detail::part_states summaries;
            (detail::summarize_part(summaries, parts, training_rows), ...);
            return summaries.text();
        });
    }

    /// Gives each part the summary that a part of its type made, also where another part throws;
    /// then the first error is thrown on. A part that made none is given an empty one.
    void compare_with(std::string_view summary)
        requires(ReferenceTrigger<Parts> || ...)
    {
        parts_.apply([&](Parts&... parts) {
            detail::part_states summaries{summary};
            std::exception_ptr first;
            (detail::compare_part(summaries, parts, first), ...);
            if (first) std::rethrow_exception(first);
        });
    }

    /// Tells the parts that watch live versions.
    void now_live(std::string_view model, std::uint64_t generation)
        requires(LiveVersionTrigger<Parts> || ...)
    {
        parts_.apply([&](Parts&... parts) { (tell(parts, model, generation), ...); });
    }

   private:
    template <class Part>
    static void tell(Part& part, std::string_view model, std::uint64_t generation) {
        if constexpr (LiveVersionTrigger<Part>) part.now_live(model, generation);
    }

    template <class Part, class Event>
    static constexpr void show(Part& part, Event const& event, observation const& o,
                               std::optional<reason>& first) noexcept {
        if constexpr (Part::events::template contains<Event>)
            if (auto const why = part.observe(event, o); why && !first) first = why;
    }

    template <class Part, class Event>
    static constexpr bool part_fires(Part& part, Event const& event,
                                     observation const& o) noexcept {
        if constexpr (Part::events::template contains<Event>)
            return detail::fires(part, event, o);
        else
            return false;
    }

    template <class Part>
    static constexpr void keep_earlier(std::optional<time_point>& first, Part const& part,
                                       time_point now) noexcept {
        if constexpr (ScheduledTrigger<Part>)
            if (auto const due = part.next_due(now); due && (!first || *due < *first)) first = due;
    }

    [[no_unique_address]] detail::pack<Parts...> parts_{};
};

}  // namespace retrain
