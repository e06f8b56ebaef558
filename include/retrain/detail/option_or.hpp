#pragma once

#include <type_traits>

namespace retrain::detail {

/// The first of `Options` that `Is` picks, else `Default`.
template <template <class> class Is, class Default, class... Options>
struct option_or {
    using type = Default;
};
template <template <class> class Is, class Default, class Option, class... Rest>
struct option_or<Is, Default, Option, Rest...>
    : std::conditional_t<Is<Option>::value, std::type_identity<Option>,
                         option_or<Is, Default, Rest...>> {};

}  // namespace retrain::detail
