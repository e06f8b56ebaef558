#pragma once

#include <algorithm>
#include <concepts>
#include <ranges>
#include <string_view>
#include <type_traits>
#include <vector>

namespace retrain {

namespace detail {
template <class P>
concept NamesItsReads = std::ranges::forward_range<decltype(P::reads)> &&
                        std::convertible_to<std::ranges::range_value_t<decltype(P::reads)>,
                                            std::string_view>;

/// The policies that a policy is made of: the types that its template was given.
template <class P>
struct add_reads_of_parts {
    static constexpr void to(std::vector<std::string_view>&) noexcept {}
};

template <class P>
constexpr void add_reads(std::vector<std::string_view>& all) {
    if constexpr (NamesItsReads<P>)
        for (std::string_view const member : P::reads)
            if (std::ranges::find(all, member) == all.end()) all.push_back(member);
    add_reads_of_parts<P>::to(all);
}

template <template <class...> class Composite, class... Parts>
struct add_reads_of_parts<Composite<Parts...>> {
    static constexpr void to(std::vector<std::string_view>& all) { (add_reads<Parts>(all), ...); }
};
}  // namespace detail

/// The members of `settings` that the policy `P`, or any policy that it is made of, reads, each
/// once. A policy names its own: `static constexpr std::array<std::string_view, 1>
/// reads{"timezone"};`. Parts are found where they are the type arguments of a template, as those
/// of `all_of<A, B>` are.
template <class P>
[[nodiscard]] constexpr std::vector<std::string_view> reads_of() {
    std::vector<std::string_view> all;
    detail::add_reads<P>(all);
    return all;
}

}  // namespace retrain
