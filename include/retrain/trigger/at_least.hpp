#pragma once

#include <concepts>
#include <limits>
#include <type_traits>

namespace retrain {

namespace detail {
template <class Member>
struct member_value {
    using type = void;
};
template <class Value, class Class>
    requires std::is_object_v<Value>
struct member_value<Value Class::*> {
    using type = Value;
};

template <class T>
concept Number = (std::integral<T> || std::floating_point<T>) && !std::same_as<T, bool>;

/// `value` is a `To` without rounding or wrapping. A long double holds all 64-bit integers.
template <class To>
[[nodiscard]] consteval bool represents(long double value) {
    if (!(value >= static_cast<long double>(std::numeric_limits<To>::lowest()) &&
          value <= static_cast<long double>(std::numeric_limits<To>::max())))
        return false;
    return static_cast<long double>(static_cast<To>(value)) == value;
}
}  // namespace detail

/// Use when a number that an event carries decides: a predicate for `on`, true where
/// `event.*Member >= Least`. `Least` is given in any arithmetic type and becomes the member's; a
/// value that the member can't hold exactly does not compile. NaN is not at least anything.
template <auto Member, auto Least>
struct at_least {
    using value_type = typename detail::member_value<std::remove_const_t<decltype(Member)>>::type;

    static constexpr bool numbers =
        detail::Number<value_type> && detail::Number<std::remove_const_t<decltype(Least)>>;
    static_assert(numbers, "[trigger.member] at_least<&my_event::member, number> needs a data "
                           "member that is an integer or a floating point number");
    static constexpr bool exact = [] {
        if constexpr (numbers)
            return detail::represents<value_type>(static_cast<long double>(Least));
        return false;
    }();
    static_assert(!numbers || exact, "[trigger.narrowing] the member that at_least compares can't "
                                     "hold this number exactly: give one of the member's type");

    template <class Event>
        requires requires(Event const& event) { event.*Member; }
    [[nodiscard]] constexpr bool operator()(Event const& event) const noexcept {
        return event.*Member >= static_cast<value_type>(Least);
    }

    /// What the record of a run that this caused tells beside the event's name.
    template <class Event>
        requires requires(Event const& event) { event.*Member; }
    [[nodiscard]] constexpr double amount(Event const& event) const noexcept {
        return static_cast<double>(event.*Member);
    }
};

}  // namespace retrain
