#pragma once

#include <retrain/core/settings.hpp>
#include <retrain/core/type_list.hpp>

#include <concepts>
#include <cstddef>
#include <exception>
#include <tuple>
#include <type_traits>
#include <utility>

namespace retrain::detail {

/// The policies that a combination such as `all_of<A, B>` is made of; none for any other type.
template <class P>
struct parts_of {
    using type = type_list<>;
};
template <template <class...> class Combination, class... Parts>
    requires(sizeof...(Parts) > 0 && std::constructible_from<Combination<Parts...>, Parts...>)
struct parts_of<Combination<Parts...>> {
    using type = type_list<Parts...>;
};

/// `Argument` is `P`, or a part of it at any depth.
template <class P, class Argument>
inline constexpr bool takes_argument =
    std::same_as<P, Argument> || []<class... Parts>(type_list<Parts...>) {
        return (takes_argument<Parts, Argument> || ...);
    }(typename parts_of<P>::type{});

/// The arguments of a service's constructor, found by type: the settings, and a value for each
/// policy, or part of a policy, that was given one.
template <class... Arguments>
class policy_arguments {
   public:
    explicit policy_arguments(Arguments&&... arguments)
        : arguments_{std::forward<Arguments>(arguments)...} {
        if constexpr (holds<settings>) settings_ = std::get<place_of<settings>()>(arguments_);
    }

    [[nodiscard]] settings const& values() const noexcept { return settings_; }

    /// The policy `P`: the argument of that type if there is one; else put together from its parts
    /// if one of them was given; else from the settings if `P` knows how; else by default.
    template <class P>
    [[nodiscard]] P operator()() const {
        if constexpr (holds<P>) {
            return std::forward<argument_t<P>>(std::get<place_of<P>()>(arguments_));
        } else if constexpr ((takes_argument<P, std::remove_cvref_t<Arguments>> || ...)) {
            return put_together<P>(typename parts_of<P>::type{});
        } else if constexpr (requires { P::from_settings(settings_); }) {
            return P::from_settings(settings_);
        } else if constexpr (std::default_initializable<P>) {
            return P{};
        } else {
            static_assert(sizeof(P) == 0, "[service.argument] a policy of this service can be built "
                          "neither from settings nor by default: pass its value to the constructor");
            std::terminate();
        }
    }

   private:
    template <class P>
    static constexpr bool holds = (std::same_as<std::remove_cvref_t<Arguments>, P> || ...);

    template <class P>
    static consteval std::size_t place_of() {
        bool const matches[]{std::same_as<std::remove_cvref_t<Arguments>, P>...};
        std::size_t place = 0;
        while (!matches[place]) ++place;
        return place;
    }
    template <class P>
    using argument_t = std::tuple_element_t<place_of<P>(), std::tuple<Arguments&&...>>;

    template <class P, class... Parts>
    [[nodiscard]] P put_together(type_list<Parts...>) const {
        return P(part<Parts>()...);
    }
    /// A part is copied where it can be: two combinations may have one of the same type.
    template <class Part>
    [[nodiscard]] Part part() const {
        if constexpr (holds<Part> && std::copy_constructible<Part>)
            return std::as_const(std::get<place_of<Part>()>(arguments_));
        else
            return (*this).template operator()<Part>();
    }

    mutable std::tuple<Arguments&&...> arguments_;
    settings settings_{};
};

}  // namespace retrain::detail
