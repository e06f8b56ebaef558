#pragma once

#include <retrain/core/role.hpp>
#include <retrain/core/type_name.hpp>

#include <string_view>

namespace retrain {

struct name_role {
    template <class P>
    static constexpr bool accepts = requires { typename P::tag; };

    template <class P>
    static consteval bool explain() {
        if constexpr (!accepts<P>)
            static_assert(sizeof(P) == 0, "[name.tag] a name policy has a member type `tag`; use "
                          "retrain::named<my_tag>");
        return accepts<P>;
    }
};

/// Use when a program has several services, or one whose completion others listen to: the service
/// announces `retraining_completed<Tag>`, and records call it by `Tag::name` where there is one.
template <class Tag>
struct named {
    using policy_role = name_role;
    using tag = Tag;

    [[nodiscard]] static constexpr std::string_view name() noexcept {
        if constexpr (requires { std::string_view{Tag::name}; })
            return Tag::name;
        else
            return type_name<Tag>();
    }
};

/// The tag of a service that was given no name.
struct unnamed_service {
    static constexpr std::string_view name = "retraining";
};

}  // namespace retrain
