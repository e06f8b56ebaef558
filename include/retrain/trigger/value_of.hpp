#pragma once

#include <concepts>
#include <optional>
#include <type_traits>

namespace retrain {

namespace detail {
template <class Member>
struct numeric_member {
    static constexpr bool valid = false;
    struct event {};
};
template <class Value, class Class>
    requires std::is_arithmetic_v<Value>
struct numeric_member<Value Class::*> {
    static constexpr bool valid = true;
    using event = Class;
};
}  // namespace detail

/// Use when the number is a member of an event: `value_of<&trade_closed::profit>`. A stream of that
/// member's values, one an event; `true` is 1.
template <auto Member>
struct value_of {
    using member = detail::numeric_member<std::remove_const_t<decltype(Member)>>;
    static_assert(member::valid, "[stream.member] value_of<&my_event::member> needs a data member "
                                 "that is a number or a bool");
    using event = typename member::event;

    [[nodiscard]] constexpr std::optional<double> operator()(event const& e) const noexcept {
        if constexpr (member::valid) return static_cast<double>(e.*Member);
        return std::nullopt;
    }
};

}  // namespace retrain
