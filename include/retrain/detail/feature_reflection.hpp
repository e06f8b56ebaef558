#pragma once

#include <retrain/core/schema.hpp>

#include <boost/hana/accessors.hpp>
#include <boost/hana/at.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/core/to.hpp>
#include <boost/hana/length.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/string.hpp>
#include <boost/hana/tuple.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

// Walks a reflected struct and the structs in it, member by member, down to the values.
namespace retrain::detail {

template <class F>
inline constexpr std::size_t member_count =
    decltype(boost::hana::length(boost::hana::accessors<F>()))::value;

template <class F>
concept ReflectedStruct = boost::hana::Struct<F>::value && member_count<F> > 0;

/// A number or a truth value that a `float` can stand for: not a character, not a `long double`.
template <class T>
concept FeatureValue =
    std::same_as<T, float> || std::same_as<T, double> ||
    (std::integral<T> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
     !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>);

template <class F, std::size_t Index>
inline constexpr auto member_name =
    boost::hana::first(boost::hana::at_c<Index>(boost::hana::accessors<F>()));
template <class F, std::size_t Index>
inline constexpr auto member_of =
    boost::hana::second(boost::hana::at_c<Index>(boost::hana::accessors<F>()));
template <class F, std::size_t Index>
using member_type = std::remove_cvref_t<decltype(member_of<F, Index>(std::declval<F const&>()))>;

/// Calls `visit.template operator()<Index>()` for each member of `F` itself, in order.
template <class F, class Visit>
constexpr void for_each_member(Visit&& visit) {
    [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        (visit.template operator()<Index>(), ...);
    }(std::make_index_sequence<member_count<F>>{});
}

/// Whether all members of `F` and of the structs in it are values.
template <class F>
consteval bool has_value_members() {
    bool all = true;
    for_each_member<F>([&]<std::size_t Index>() {
        using member = member_type<F, Index>;
        if constexpr (ReflectedStruct<member>)
            all = all && has_value_members<member>();
        else
            all = all && FeatureValue<member>;
    });
    return all;
}

template <class F>
consteval std::size_t count_values() {
    std::size_t count = 0;
    for_each_member<F>([&]<std::size_t Index>() {
        using member = member_type<F, Index>;
        if constexpr (ReflectedStruct<member>)
            count += count_values<member>();
        else
            ++count;
    });
    return count;
}

/// A feature's name and type, in static storage.
struct feature_leaf {
    std::string_view name;
    column_type type = column_type::number;
};

template <class F>
constexpr void write_leaves(feature_leaf*& to) {
    for_each_member<F>([&]<std::size_t Index>() {
        using member = member_type<F, Index>;
        if constexpr (ReflectedStruct<member>)
            write_leaves<member>(to);
        else
            *to++ = {boost::hana::to<char const*>(member_name<F, Index>),
                     std::same_as<member, bool> ? column_type::boolean : column_type::number};
    });
}

template <class F>
[[nodiscard]] constexpr auto list_leaves() {
    std::array<feature_leaf, count_values<F>()> leaves{};
    feature_leaf* to = leaves.data();
    write_leaves<F>(to);
    return leaves;
}

/// The same for constant expressions. Code that runs calls `list_leaves`: a variable in memory that
/// points to Hana's strings does not link from two translation units under g++ 12's address
/// sanitizer.
template <class F>
inline constexpr auto feature_leaves = list_leaves<F>();

template <class F>
consteval bool has_unique_names() {
    auto const& leaves = feature_leaves<F>;
    for (std::size_t i = 0; i < leaves.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (leaves[i].name == leaves[j].name) return false;
    return true;
}

template <class F>
constexpr void write_values(F const& from, float*& to) noexcept {
    for_each_member<F>([&]<std::size_t Index>() {
        if constexpr (ReflectedStruct<member_type<F, Index>>)
            write_values(member_of<F, Index>(from), to);
        else
            *to++ = static_cast<float>(member_of<F, Index>(from));
    });
}

}  // namespace retrain::detail
