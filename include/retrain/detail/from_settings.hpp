#pragma once

#include <array>
#include <concepts>
#include <string_view>

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

/// The members of `settings` that `P` says it reads: for a part that `reads_of` can't see, such as
/// one of a template whose other arguments are values.
template <class P>
inline constexpr std::array<std::string_view, 0> own_reads{};
template <class P>
    requires requires { P::reads.size(); }
inline constexpr auto own_reads<P> = P::reads;

}  // namespace detail
}  // namespace retrain
