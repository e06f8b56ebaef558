#pragma once

#include <concepts>

namespace retrain {

/// The role that a policy plays. A policy says it itself with `using policy_role = ...;`; for a
/// type that may not be edited, specialise this template with a member `type`.
template <class P>
struct role_of {};

template <class P>
    requires requires { typename P::policy_role; }
struct role_of<P> {
    using type = typename P::policy_role;
};

/// `P` declares that it plays `Role`; whether it fulfils the role's concept is another question.
template <class P, class Role>
concept PlaysRole = std::same_as<typename role_of<P>::type, Role>;

}  // namespace retrain
