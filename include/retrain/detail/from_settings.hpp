#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
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

template <class P>
inline constexpr std::array<std::string_view, 0> reads_of{};
template <class P>
    requires requires { P::reads.size(); }
inline constexpr auto reads_of<P> = P::reads;

/// The members of `settings` that any of `Parts` reads.
template <class... Parts>
[[nodiscard]] consteval auto joined_reads() {
    std::array<std::string_view, (reads_of<Parts>.size() + ... + 0)> all{};
    auto end = all.begin();
    ((end = std::ranges::copy(reads_of<Parts>, end).out), ...);
    return all;
}

}  // namespace detail
}  // namespace retrain
