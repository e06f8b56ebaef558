#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

namespace retrain::detail {

/// One part and its index, so that two parts of one type are two bases.
template <std::size_t Index, class Part>
struct pack_slot {
    [[no_unique_address]] Part part{};
};
template <std::size_t Index, class Part>
struct pack_slot<Index, Part&> {
    Part& part;
};

template <class Indices, class... Parts>
struct indexed_pack;
template <std::size_t... Index, class... Parts>
struct indexed_pack<std::index_sequence<Index...>, Parts...> : pack_slot<Index, Parts>... {
    /// Calls `f` with all parts, in order.
    template <class F>
    constexpr decltype(auto) apply(F&& f) {
        return std::forward<F>(f)(static_cast<pack_slot<Index, Parts>&>(*this).part...);
    }
    template <class F>
    constexpr decltype(auto) apply(F&& f) const {
        return std::forward<F>(f)(static_cast<pack_slot<Index, Parts> const&>(*this).part...);
    }
};

/// A tuple that is empty when all its parts are, which neither `std::tuple` nor `hana::tuple`
/// promises, and an aggregate, so that it adds no constructor to what a part offers.
template <class... Parts>
using pack = indexed_pack<std::index_sequence_for<Parts...>, Parts...>;

template <class... Parts>
[[nodiscard]] constexpr pack<Parts...> make_pack(std::type_identity_t<Parts>... parts) {
    return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        return pack<Parts...>{pack_slot<Index, Parts>{std::forward<Parts>(parts)}...};
    }(std::index_sequence_for<Parts...>{});
}

}  // namespace retrain::detail
