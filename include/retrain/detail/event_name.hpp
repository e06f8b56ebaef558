#pragma once

#include <retrain/core/type_name.hpp>

#include <concepts>
#include <string_view>

namespace retrain::detail {

/// What records call an event: its `event_name` where it has one, else the name of its type.
template <class Event>
inline constexpr std::string_view event_name = type_name<Event>();
template <class Event>
    requires requires { { Event::event_name } -> std::convertible_to<std::string_view>; }
inline constexpr std::string_view event_name<Event> = Event::event_name;

}  // namespace retrain::detail
