#pragma once

#include <retrain/core/settings.hpp>
#include <retrain/detail/feature_reflection.hpp>
#include <retrain/detail/setting_value.hpp>

#include <boost/hana/core/to.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Walks a reflected struct of settings and the structs in it, and names each one's variable.
namespace retrain::detail {

/// `prefix`, and `member` in capitals: RETRAIN_TRAINING_DATA.
template <class Text = std::string>
[[nodiscard]] constexpr Text variable_name(std::string_view prefix, std::string_view member) {
    Text name(prefix.begin(), prefix.end());
    for (char const c : member)
        name.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    return name;
}

/// What the variables of `S` begin with, where those of the place it stands in begin with `place`.
template <class S>
[[nodiscard]] constexpr std::string_view prefix_of(std::string_view place) noexcept {
    if constexpr (std::same_as<S, settings>)
        return "RETRAIN_";
    else if constexpr (requires {
                           { S::environment_prefix } -> std::convertible_to<std::string_view>;
                       })
        return S::environment_prefix;
    else
        return place;
}

template <class S, std::size_t Index>
[[nodiscard]] constexpr std::string_view setting_name() noexcept {
    return boost::hana::to<char const*>(member_name<S, Index>);
}

/// A variable's name in constant evaluation, where not every standard library's strings work.
using constant_text = std::vector<char>;

/// Calls `visit.template operator()<T>(variable)` for each setting of `S`, in order.
template <class S, class Visit>
constexpr void visit_setting_types(std::string_view place, Visit const& visit) {
    for_each_member<S>([&]<std::size_t Index>() {
        using member = member_type<S, Index>;
        auto variable = variable_name<constant_text>(prefix_of<S>(place), setting_name<S, Index>());
        if constexpr (ReflectedStruct<member>) {
            variable.push_back('_');
            visit_setting_types<member>({variable.data(), variable.size()}, visit);
        } else {
            visit.template operator()<member>(variable);
        }
    });
}

/// Calls `visit(variable, member, value, owner)` for each setting of `object`, in order; `owner` is
/// the struct that `value` is a member of.
template <class S, class Visit>
void visit_settings(S& object, std::string_view place, Visit const& visit) {
    auto const prefix = prefix_of<S>(place);
    for_each_member<S>([&]<std::size_t Index>() {
        auto const member = setting_name<S, Index>();
        auto const variable = variable_name(prefix, member);
        auto& value = member_of<S, Index>(object);
        if constexpr (ReflectedStruct<member_type<S, Index>>)
            visit_settings(value, variable + '_', visit);
        else
            visit(variable, member, value, object);
    });
}

/// Every setting of `S` has a type that can be read.
template <class S>
[[nodiscard]] consteval bool has_setting_values() {
    bool all = true;
    visit_setting_types<S>("", [&]<class T>(auto const&) { all = all && SettingValue<T>; });
    return all;
}

/// No two settings of `S` have the same variable.
template <class S>
[[nodiscard]] consteval bool has_distinct_variables() {
    std::vector<constant_text> names;
    visit_setting_types<S>("RETRAIN_",
                           [&]<class T>(constant_text const& name) { names.push_back(name); });
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) == names.end();
}

/// `S` can be filled; fails to compile with the first thing that keeps it from that.
template <class S>
consteval bool explain_settings() {
    if constexpr (!ReflectedStruct<S>) {
        static_assert(sizeof(S) == 0,
                      "[settings.struct] load_settings fills a struct that Boost.Hana reflects: "
                      "list its members with BOOST_HANA_DEFINE_STRUCT or BOOST_HANA_ADAPT_STRUCT");
        return false;
    } else if constexpr (!has_setting_values<S>()) {
        static_assert(sizeof(S) == 0,
                      "[settings.type] each reflected member of a settings struct is a bool, an "
                      "integer, a float or double, a ranged<...> of them, a std::string, a "
                      "std::filesystem::path, or another such struct");
        return false;
    } else if constexpr (!has_distinct_variables<S>()) {
        static_assert(sizeof(S) == 0,
                      "[settings.distinct] two members of a settings struct have the same "
                      "environment variable: rename one, or give its struct an "
                      "`environment_prefix` of its own");
        return false;
    } else {
        return true;
    }
}

}  // namespace retrain::detail
