#pragma once

#include <retrain/detail/explain_combination.hpp>

namespace retrain {

struct trigger_role;

/// All of several policies of one role. This is the place where a combination that has no meaning
/// is refused; `interval/all_of.hpp` says what it means for intervals.
///
/// Triggers have no `all_of`: they listen to different events, and two events never happen in one
/// instant. What must also hold when an event arrives is a predicate of `on`, or an interval.
template <class... Parts>
struct all_of {
    static_assert(sizeof...(Parts) > 0, "[combine.all] all_of<> is empty: name what must hold, or "
                                        "use `always`");
    static constexpr bool explained = detail::explain_combination<Parts...>();
    static constexpr bool triggers = explained && (PlaysRole<Parts, trigger_role> && ...);
    static_assert(!triggers || sizeof...(Parts) == 0,
                  "[combine.all_triggers] triggers can't be joined by all_of, since two events "
                  "never happen at once: give `on` a predicate, or add an interval policy");
    static_assert(!explained || triggers,
                  "[combine.role] there is no all_of for this role, or its header is missing: "
                  "include <retrain/interval/all_of.hpp>");
};

template <class... Parts>
all_of(Parts...) -> all_of<Parts...>;

}  // namespace retrain
