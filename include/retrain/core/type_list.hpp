#pragma once

#include <concepts>
#include <cstddef>

namespace retrain {

/// A list of types, never instantiated: a trigger names what it listens to with one.
template <class... Ts>
struct type_list {
    static constexpr std::size_t size = sizeof...(Ts);

    template <class T>
    static constexpr bool contains = (std::same_as<T, Ts> || ...);

    /// Place of the first `T`; `size` if there is none.
    template <class T>
    static constexpr std::size_t index_of = [] {
        std::size_t place = 0;
        (void)((std::same_as<T, Ts> || (++place, false)) || ...);
        return place;
    }();
};

namespace detail {
template <class List, class... Ts>
struct append_unique {
    using type = List;
};
template <class... Known, class T, class... Rest>
struct append_unique<type_list<Known...>, T, Rest...> {
    using type = typename append_unique<type_list<Known...>, Rest...>::type;
};
template <class... Known, class T, class... Rest>
    requires(!type_list<Known...>::template contains<T>)
struct append_unique<type_list<Known...>, T, Rest...>
    : append_unique<type_list<Known..., T>, Rest...> {};

template <class... Lists>
struct union_of {
    using type = type_list<>;
};
template <class... As>
struct union_of<type_list<As...>> {
    using type = typename append_unique<type_list<>, As...>::type;
};
template <class... As, class... Bs, class... Rest>
struct union_of<type_list<As...>, type_list<Bs...>, Rest...>
    : union_of<type_list<As..., Bs...>, Rest...> {};
}  // namespace detail

/// The types of all `Lists`, each once, in the order of their first appearance.
template <class... Lists>
using type_union = typename detail::union_of<Lists...>::type;

}  // namespace retrain
