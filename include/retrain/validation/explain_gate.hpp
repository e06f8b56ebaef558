#pragma once

#include <retrain/core/type_list.hpp>
#include <retrain/validation/metric.hpp>
#include <retrain/validation/options.hpp>
#include <retrain/validation/requirements.hpp>
#include <retrain/validation/slices.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace retrain {

namespace requirement {
template <class O>
concept UnitsOption = requires { typename O::gate_units; };
template <class O>
concept SignificanceOption = requires { typename O::gate_significance; };
template <class O>
concept MinUnitsOption = requires { typename O::gate_min_units; };
template <class O>
concept RefreshOption = requires { typename O::gate_refresh; };
template <class O>
concept AlsoOption = requires { typename O::gate_also; };
template <class O>
concept SliceOption = requires { typename O::gate_slice; };
template <class O>
concept GateOption = UnitsOption<O> || SignificanceOption<O> || MinUnitsOption<O> ||
                     RefreshOption<O> || AlsoOption<O> || SliceOption<O> || Requirement<O>;
template <class By>
concept SlicesRows = requires(dataset_view rows) {
    { By::slices(rows) } -> std::same_as<std::vector<row_slice>>;
};
/// As well, it knows of `all` rows which slices there have to be among `rows`.
template <class By>
concept SlicesAsInAll = requires(dataset_view rows, dataset_view all) {
    { By::slices(rows, all) } -> std::same_as<std::vector<row_slice>>;
};
template <class By>
concept Slicing = (SlicesRows<By> || SlicesAsInAll<By>) && requires {
    { By::name } -> std::convertible_to<std::string_view>;
};
}  // namespace requirement

namespace detail {

/// What an option requires of which metric; most require nothing.
template <class M, class Option>
struct required_by {
    using metric = M;
    using requirements = type_list<>;
    static constexpr bool names_nothing = false;
};
template <class M, Requirement R>
struct required_by<M, R> {
    using metric = M;
    using requirements = type_list<R>;
    static constexpr bool names_nothing = false;
};
template <class M, class Other, class... Rs>
struct required_by<M, also<Other, Rs...>> {
    using metric = Other;
    using requirements = type_list<Rs...>;
    static constexpr bool names_nothing = sizeof...(Rs) == 0;
};
template <class M, class By, class... Rs>
struct required_by<M, each_slice<By, Rs...>> {
    using metric = M;
    using requirements = type_list<Rs...>;
    static constexpr bool names_nothing = sizeof...(Rs) == 0;
};

template <class M, class List>
struct fitting;
template <class M, class... Rs>
struct fitting<M, type_list<Rs...>> {
    static constexpr bool requirements = (Requirement<Rs> && ... && true);
    static constexpr bool unit = (FitsUnit<Rs, M> && ... && true);
    static constexpr bool direction = (FitsDirection<Rs, M> && ... && true);
};
template <class M, class Option>
using fit = fitting<typename required_by<M, Option>::metric,
                    typename required_by<M, Option>::requirements>;

template <class Option>
inline constexpr bool slices_well = true;
template <class By, class... Rs>
inline constexpr bool slices_well<each_slice<By, Rs...>> = requirement::Slicing<By>;

/// A `max_worsening` of the gate's own metric would be a second, weaker test.
template <class Option>
inline constexpr bool is_worsening = false;
template <class Amount>
inline constexpr bool is_worsening<max_worsening<Amount>> = true;

template <class... Options>
inline constexpr bool each_once =
    (std::size_t{requirement::UnitsOption<Options>} + ... + 0) <= 1 &&
    (std::size_t{requirement::SignificanceOption<Options>} + ... + 0) <= 1 &&
    (std::size_t{requirement::MinUnitsOption<Options>} + ... + 0) <= 1 &&
    (std::size_t{requirement::RefreshOption<Options>} + ... + 0) <= 1 &&
    (std::size_t{ChangeRequirement<Options>} + ... + 0) <= 1;

}  // namespace detail

/// Fails to compile with the first rule that a gate for the metric `M` with `Options` breaks.
template <class M, class... Options>
[[nodiscard]] consteval bool explain_gate() {
    using namespace detail;
    if constexpr (!(Metric<M> && ... && Metric<typename required_by<M, Options>::metric>))
        return metric_requirements::explain<M>() &&
               (metric_requirements::explain<typename required_by<M, Options>::metric>() && ...);
    else if constexpr (!TestableMetric<M>)
        static_assert(sizeof(M) == 0, "[gate.testable] no test of a difference is valid for this "
                      "metric, which is neither a mean of a `row_score` nor `smooth`: decide by "
                      "another one and name this one in also<...>");
    else if constexpr (!(requirement::GateOption<Options> && ... && true) ||
                       (is_worsening<Options> || ... || false) ||
                       !(fit<M, Options>::requirements && ... && true) ||
                       !(slices_well<Options> && ... && true))
        static_assert(sizeof(M) == 0, "[gate.option] an option of champion_challenger is none of: "
                      "significance, min_units, refresh_after, never_refresh, staggered_units, "
                      "thinned_units, block_units, min_improvement, lower_bound, upper_bound, also, "
                      "each_slice; also and each_slice take max_worsening, too");
    else if constexpr (!each_once<Options...>)
        static_assert(sizeof(M) == 0, "[gate.unique] two options of champion_challenger answer the "
                      "same question");
    else if constexpr ((required_by<M, Options>::names_nothing || ... || false))
        static_assert(sizeof(M) == 0, "[gate.nothing] also<...> or each_slice<...> says nothing of "
                      "what is required: name lower_bound, upper_bound, min_improvement or "
                      "max_worsening");
    else if constexpr (!(fit<M, Options>::unit && ... && true))
        static_assert(sizeof(M) == 0, "[gate.magnitude] a change relative to a metric that may be "
                      "below 0 has no sign: say relative_to_magnitude<...>, or absolute<...>");
    else if constexpr (!(fit<M, Options>::direction && ... && true))
        static_assert(sizeof(M) == 0, "[gate.direction] lower_bound is for metrics of which more is "
                      "better, upper_bound for those of which less is");
    else
        return true;
    return false;
}

}  // namespace retrain
