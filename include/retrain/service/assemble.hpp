#pragma once

#include <retrain/roles.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace retrain::detail {

template <class P>
concept Complete = requires { sizeof(P); };

/// `P` is a combination such as `any_of<...>` without a role: it has said itself what is wrong.
template <class P>
concept SaysWhatIsWrong = requires { P::explained; };

/// `P` fulfils the concept of the role that it declares; explains the first failure.
template <class P>
[[nodiscard]] consteval bool explain_policy() {
    if constexpr (requires { typename role_of<P>::type; }) {
        return role_of<P>::type::template explain<P>();
    } else if constexpr (SaysWhatIsWrong<P>) {
        return false;
    } else {
        static_assert(sizeof(P) == 0,
                      "[policy.role] not a policy: give it `using policy_role = retrain::..._role;` "
                      "or specialise retrain::role_of for it");
        return false;
    }
}

template <class Role, class... Ps>
inline constexpr std::size_t count_of = (std::size_t{PlaysRole<Ps, Role>} + ... + 0);

template <class Role, class... Ps>
struct pick : default_policy<Role> {};
template <class Role, class P, class... Ps>
struct pick<Role, P, Ps...>
    : std::conditional_t<PlaysRole<P, Role>, std::type_identity<P>, pick<Role, Ps...>> {};

/// The policy that plays `Role`: the one among `Ps`, else the role's default.
template <class Role, class... Ps>
using pick_t = typename pick<Role, Ps...>::type;

/// Two policies that play the same role.
template <class Role, class First, class Second>
struct same_role {};

/// The first two of `Ps` that play the same role, as a `same_role`; `void` if there are none.
template <class... Ps>
struct first_same_role : std::type_identity<void> {};
template <class P, class... Ps>
struct first_same_role<P, Ps...>
    : std::conditional_t<
          (count_of<typename role_of<P>::type, Ps...> > 0),
          std::type_identity<same_role<typename role_of<P>::type, P,
                                       pick_t<typename role_of<P>::type, Ps...>>>,
          first_same_role<Ps...>> {};

/// Fails to compile; the compiler's note names the role and its two players.
template <class Role, class First, class Second>
[[nodiscard]] consteval bool explain_same(same_role<Role, First, Second>) {
    constexpr bool unique = sizeof(Role*) == 0;
    static_assert(unique, "[service.unique] two policies play the same role: name one of them only, "
                          "or join triggers or intervals with any_of<...> or all_of<...>, trainers "
                          "with train_each<...>, sinks with record_to<...>");
    return unique;
}

/// No two of `Ps` play the same role; explains it where they do.
template <class... Ps>
[[nodiscard]] consteval bool explain_unique() {
    using found = typename first_same_role<Ps...>::type;
    if constexpr (std::same_as<found, void>)
        return true;
    else
        return explain_same(found{});
}

/// Defaults that read and write files are declared by `roles.hpp` and defined by `defaults.hpp`.
template <class... Ps>
[[nodiscard]] consteval bool explain_complete() {
    constexpr bool complete = (Complete<Ps> && ... && true);
    static_assert(complete, "[service.defaults] a default policy of this service is not defined: "
                            "include <retrain/defaults.hpp>, or name a source, a store, a ledger and "
                            "a backup of your own");
    return complete;
}

template <class... Ps>
[[nodiscard]] consteval bool explain_trainer() {
    constexpr bool has_trainer = count_of<trainer_role, Ps...> > 0;
    static_assert(has_trainer, "[service.trainer] a retraining_service needs a Trainer, such as "
                               "retrain::gradient_boosting from <retrain/trainer/xgboost.hpp>");
    return has_trainer;
}

/// A winner that does not go live has to be kept somewhere.
template <class Promotion, class Store>
[[nodiscard]] consteval bool explain_candidates() {
    constexpr bool keeps = std::same_as<Promotion, replace> || CandidateStore<Store>;
    static_assert(keeps, "[service.candidates] a promotion policy other than `replace` keeps winners "
                         "in the store, and this store has no `keep`, `candidates` and `settle`: name "
                         "file_store, or give yours these members");
    return keeps;
}

/// All rules for the policies of a service, first failure only.
template <class... Ps>
[[nodiscard]] consteval bool explain_service() {
    if constexpr (!(explain_policy<Ps>() && ... && true))
        return false;
    else if constexpr (!explain_unique<Ps...>())
        return false;
    else if constexpr (!explain_trainer<Ps...>())
        return false;
    else if constexpr (!explain_complete<pick_t<source_role, Ps...>, pick_t<store_role, Ps...>,
                                         pick_t<ledger_role, Ps...>, pick_t<backup_role, Ps...>>())
        return false;
    else
        return explain_candidates<pick_t<promotion_role, Ps...>, pick_t<store_role, Ps...>>();
}

/// Stands for a service whose policies were refused, so that nothing else fails after the message.
struct ill_formed_service {
    template <class... Anything>
    constexpr explicit ill_formed_service(Anything&&...) noexcept {}
};

template <bool WellFormed, template <class...> class Service, class... Ps>
struct assemble {
    using type = ill_formed_service;
};
template <template <class...> class Service, class... Ps>
struct assemble<true, Service, Ps...> {
    using type =
        Service<pick_t<trigger_role, Ps...>, pick_t<interval_role, Ps...>,
                pick_t<backup_role, Ps...>, as_bundle_t<pick_t<trainer_role, Ps...>>,
                pick_t<history_role, Ps...>, pick_t<source_role, Ps...>, pick_t<filter_role, Ps...>,
                pick_t<data_gate_role, Ps...>, pick_t<split_role, Ps...>,
                pick_t<window_role, Ps...>, pick_t<validation_role, Ps...>,
                pick_t<promotion_role, Ps...>, pick_t<store_role, Ps...>,
                pick_t<ledger_role, Ps...>, pick_t<executor_role, Ps...>,
                pick_t<clock_role, Ps...>, pick_t<logger_role, Ps...>, pick_t<name_role, Ps...>>;
};

}  // namespace retrain::detail
