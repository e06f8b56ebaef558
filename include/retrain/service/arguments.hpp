#pragma once

#include <retrain/core/settings.hpp>
#include <retrain/trainer/concept.hpp>

#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace retrain::detail {

/// The arguments of a service's constructor, found by type: the settings, and a value for each
/// policy that was given one.
template <class... Arguments>
class policy_arguments {
   public:
    explicit policy_arguments(Arguments&&... arguments)
        : arguments_{std::forward<Arguments>(arguments)...} {
        if constexpr (holds<settings>) settings_ = std::get<place_of<settings>()>(arguments_);
    }

    [[nodiscard]] settings const& values() const noexcept { return settings_; }

    /// The policy `P`: the argument of that type if there is one, else from the settings if `P`
    /// knows how, else by default. A bundle of trainers takes its trainers from the arguments too.
    template <class P>
    [[nodiscard]] P operator()() const {
        if constexpr (holds<P>) {
            return std::forward<argument_t<P>>(std::get<place_of<P>()>(arguments_));
        } else if constexpr (requires { P::from_settings(settings_); }) {
            return P::from_settings(settings_);
        } else if constexpr (std::default_initializable<P>) {
            P policy{};
            if constexpr (TrainerBundle<P>) (take_trainer<Arguments>(policy), ...);
            return policy;
        } else {
            static_assert(sizeof(P) == 0, "[service.argument] a policy of this service can be built "
                          "neither from settings nor by default: pass its value to the constructor");
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

    template <class Argument, class Bundle>
    void take_trainer(Bundle& bundle) const {
        using trainer = std::remove_cvref_t<Argument>;
        if constexpr (Bundle::trainers::template contains<trainer>)
            bundle.template get<trainer>() =
                std::forward<Argument>(std::get<place_of<trainer>()>(arguments_));
    }

    mutable std::tuple<Arguments&&...> arguments_;
    settings settings_{};
};

}  // namespace retrain::detail
