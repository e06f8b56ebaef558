#pragma once

#include <retrain/core/role.hpp>

namespace retrain::detail {

template <class... Parts>
inline constexpr bool one_role = false;
template <class First, class... Others>
    requires requires { typename role_of<First>::type; }
inline constexpr bool one_role<First, Others...> =
    (PlaysRole<Others, typename role_of<First>::type> && ...);

/// Whether `Parts` are policies of one role, each fulfilling its concept. Fails to compile with the
/// first rule that they break.
template <class... Parts>
[[nodiscard]] consteval bool explain_combination() {
    if constexpr (sizeof...(Parts) == 0) {
        return false;
    } else if constexpr (!one_role<Parts...>) {
        static_assert(sizeof...(Parts) == 0,
                      "[combine.one_role] any_of and all_of join policies of one role: triggers "
                      "with triggers, intervals with intervals");
        return false;
    } else {
        return (role_of<Parts>::type::template explain<Parts>() && ...);
    }
}

}  // namespace retrain::detail
