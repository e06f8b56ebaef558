#pragma once

#include <string_view>

namespace retrain {

/// The name of `T` as the compiler spells it, without its namespaces: what records and messages
/// call an event or a policy that gives itself no name.
template <class T>
[[nodiscard]] consteval std::string_view type_name() noexcept {
    std::string_view const text = __PRETTY_FUNCTION__;  // "... type_name() [with T = a::b; ...]"
    auto const begin = text.find("T = ") + 4;
    std::string_view name = text.substr(begin, text.find_first_of(";]", begin) - begin);
    auto const arguments = name.find('<');
    auto const scope = name.substr(0, arguments).rfind("::");
    return scope == std::string_view::npos ? name : name.substr(scope + 2);
}

}  // namespace retrain
