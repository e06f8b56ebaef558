#pragma once

#include <concepts>

namespace retrain {

struct settings;

namespace detail {

template <class P>
concept KnowsSettings = requires(settings const& values) {
    { P::from_settings(values) } -> std::same_as<P>;
};

/// `P` can be built without an argument of its own type.
template <class P>
concept FromSettings = KnowsSettings<P> || std::default_initializable<P>;

template <FromSettings P>
[[nodiscard]] constexpr P from_settings(settings const& values) {
    if constexpr (KnowsSettings<P>)
        return P::from_settings(values);
    else
        return P{};
}

}  // namespace detail
}  // namespace retrain
