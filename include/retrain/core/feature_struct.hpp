#pragma once

#include <retrain/core/schema.hpp>
#include <retrain/detail/feature_reflection.hpp>

#include <boost/hana/adapt_struct.hpp>
#include <boost/hana/define_struct.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace retrain {

namespace requirement {
template <class F>
concept FeaturesReflected = detail::ReflectedStruct<F>;
template <class F>
concept FeaturesMember = detail::has_value_members<F>();
template <class F>
concept FeaturesUnique = detail::has_unique_names<F>();
}  // namespace requirement

/// The features of a row as a struct of one's own: at training time it names the columns, at
/// serving time it is the argument of a prediction.
///   [features.reflected] Hana reflects `F`, by `BOOST_HANA_DEFINE_STRUCT` inside of it or
///                        `BOOST_HANA_ADAPT_STRUCT` after it, and it has at least one member;
///   [features.member]    each member is a `float`, a `double`, an integer, a `bool`, or again
///                        such a struct;
///   [features.unique]    no two features have one name, those of nested structs included.
/// Nested structs are flattened where they stand. A feature is called what its own member is
/// called; the structs around it only group. Hana reflects at most 39 members a struct: nest for
/// more.
template <class F>
concept FeatureStruct = requirement::FeaturesReflected<F> && requirement::FeaturesMember<F> &&
                        requirement::FeaturesUnique<F>;

/// Fails to compile with the first requirement of `FeatureStruct` that `F` misses.
template <class F>
consteval bool explain_feature_struct() {
    if constexpr (!requirement::FeaturesReflected<F>)
        static_assert(sizeof(F) == 0, "[features.reflected] a feature struct is reflected by "
                      "`BOOST_HANA_ADAPT_STRUCT(my_features, first, second);` and has a member");
    else if constexpr (!requirement::FeaturesMember<F>)
        static_assert(sizeof(F) == 0, "[features.member] a member of a feature struct is a float, "
                      "a double, an integer, a bool, or again a reflected struct");
    else if constexpr (!requirement::FeaturesUnique<F>)
        static_assert(sizeof(F) == 0, "[features.unique] two features of a feature struct have one "
                      "name; the name of the struct around them does not tell them apart");
    return FeatureStruct<F>;
}

/// How many features `F` has, those of nested structs included.
template <FeatureStruct F>
inline constexpr std::size_t feature_count = detail::feature_leaves<F>.size();

/// The names and types of the features of `F`, in the order in which a model reads them.
template <FeatureStruct F>
[[nodiscard]] std::vector<feature_column> feature_columns() {
    std::vector<feature_column> columns;
    columns.reserve(feature_count<F>);
    for (auto const& leaf : detail::list_leaves<F>())
        columns.push_back({std::string{leaf.name}, leaf.type});
    return columns;
}

/// What `schema::fingerprint()` answers for a schema with the features of `F`.
template <FeatureStruct F>
inline constexpr std::uint64_t fingerprint_of = [] {
    std::uint64_t hash = detail::fnv1a_offset;
    for (auto const& leaf : detail::feature_leaves<F>)
        hash = detail::add_column(hash, leaf.name, leaf.type);
    return hash;
}();

/// The values of `features` as a model reads them: numbers rounded to `float`, a `bool` as 1 or 0.
/// A NaN is a missing value.
template <FeatureStruct F>
[[nodiscard]] constexpr std::array<float, feature_count<F>> flatten(F const& features) noexcept {
    std::array<float, feature_count<F>> values{};
    float* to = values.data();
    detail::write_values(features, to);
    return values;
}

}  // namespace retrain
