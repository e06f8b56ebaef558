#pragma once

#include <retrain/detail/explain_combination.hpp>

namespace retrain {

/// Any one of several policies of one role. This is the place where a combination that has no
/// meaning is refused; `trigger/any_of.hpp` and `interval/any_of.hpp` say what it means for theirs.
template <class... Parts>
struct any_of {
    static_assert(sizeof...(Parts) > 0, "[combine.any] any_of<> is empty: name what may give a "
                                        "reason, or leave the role to its default");
    static constexpr bool explained = detail::explain_combination<Parts...>();
    static_assert(!explained || sizeof...(Parts) == 0,
                  "[combine.role] there is no any_of for this role, or its header is missing: "
                  "include <retrain/trigger/any_of.hpp> or <retrain/interval/any_of.hpp>");
};

template <class... Parts>
any_of(Parts...) -> any_of<Parts...>;

}  // namespace retrain
