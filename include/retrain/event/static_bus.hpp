#pragma once

#include <retrain/detail/pack.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace retrain {

/// Use when all handlers are known while compiling: publishing is exactly the calls that one would
/// write by hand, one after the other, in the order of `Handlers`.
///
/// A handler is callable with the events that it handles; the others pass it by, and so does an
/// event that nobody handles. `static_bus bus{service, on_tick}` refers to handlers that have a
/// name and holds the others. Nothing is caught: what a handler throws reaches the publisher.
template <class... Handlers>
class static_bus {
   public:
    constexpr static_bus()
        requires(std::default_initializable<Handlers> && ...)
    = default;
    constexpr explicit static_bus(Handlers... handlers)
        requires(sizeof...(Handlers) > 0)
        : handlers_{detail::make_pack<Handlers...>(std::forward<Handlers>(handlers)...)} {}

    /// How many handlers `Event` reaches.
    template <class Event>
    static constexpr std::size_t handler_count =
        (std::size_t{std::invocable<Handlers&, Event const&>} + ... + 0);

    template <class Event>
    constexpr void publish(Event const& event) noexcept(
        ((!std::invocable<Handlers&, Event const&> ||
          std::is_nothrow_invocable_v<Handlers&, Event const&>)&&...)) {
        handlers_.apply([&event](auto&... handlers) { (call(handlers, event), ...); });
    }

   private:
    template <class Handler, class Event>
    static constexpr void call(Handler& handler, Event const& event) {
        if constexpr (std::invocable<Handler&, Event const&>) handler(event);
    }

    [[no_unique_address]] detail::pack<Handlers...> handlers_{};
};

template <class... Handlers>
static_bus(Handlers&&...) -> static_bus<Handlers...>;

}  // namespace retrain
