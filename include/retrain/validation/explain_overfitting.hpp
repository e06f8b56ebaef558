#pragma once

#include <retrain/validation/explain_gate.hpp>
#include <retrain/validation/metric.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace retrain {

/// A metric whose row scores are what a row's decision earned: `mean_return`, or one of the program's
/// own that takes its costs into account.
template <class M>
concept ReturnMetric = RowMetric<M> && std::same_as<typename M::direction, higher_is_better> &&
                       std::same_as<typename M::unit, signed_unit>;

namespace requirement {
template <class O>
concept ConfidenceOption = requires { typename O::overfitting_confidence; };
template <class O>
concept TriedBeforeOption = requires { typename O::overfitting_tried_before; };
template <class O>
concept OverfittingLimitOption = requires { typename O::overfitting_limit_of; };
template <class O>
concept CrossBlocksOption = requires { typename O::overfitting_blocks; };
}  // namespace requirement

namespace detail {
template <class O>
using is_confidence = std::bool_constant<requirement::ConfidenceOption<O>>;
template <class O>
using is_tried_before = std::bool_constant<requirement::TriedBeforeOption<O>>;
template <class O>
using is_overfitting_limit = std::bool_constant<requirement::OverfittingLimitOption<O>>;
template <class O>
using is_cross_blocks = std::bool_constant<requirement::CrossBlocksOption<O>>;
template <class O>
using is_fewest_units = std::bool_constant<requirement::MinUnitsOption<O>>;

template <template <class> class Is, class... Options>
inline constexpr bool at_most_one = (std::size_t{Is<Options>::value} + ... + 0) <= 1;
}  // namespace detail

/// Fails to compile with the first rule that a guard against overfitting breaks which looks at
/// `Returns` with `Options`, each of them one that one of `Are` picks.
template <class Returns, template <class> class... Are>
struct overfitting_requirements {
    template <class... Options>
    [[nodiscard]] static consteval bool explain() {
        if constexpr (!ReturnMetric<Returns>)
            static_assert(sizeof(Returns) == 0, "[overfitting.returns] a guard against overfitting "
                          "looks at what each row's decision earned: name a metric with row scores, "
                          "signed_unit and higher_is_better, as mean_return<\"column\", "
                          "buys<\"class\">>");
        else if constexpr (!(is_one<Options> && ... && true))
            static_assert(sizeof(Returns) == 0, "[overfitting.option] an option is none of: "
                          "min_units; for unless_lucky confidence and tried_before; for "
                          "unless_overfitted overfitting_limit and cross_blocks");
        else if constexpr (!(detail::at_most_one<Are, Options...> && ... && true))
            static_assert(sizeof(Returns) == 0,
                          "[overfitting.unique] two options answer the same question");
        else
            return true;
        return false;
    }

   private:
    template <class Option>
    static constexpr bool is_one = (Are<Option>::value || ...);
};

}  // namespace retrain
