#pragma once

#include <retrain/drift/column_summary.hpp>
#include <retrain/drift/hellinger.hpp>
#include <retrain/drift/jensen_shannon.hpp>
#include <retrain/drift/ks.hpp>
#include <retrain/drift/l_infinity.hpp>
#include <retrain/drift/psi.hpp>
#include <retrain/drift/wasserstein.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace retrain::detail {

/// One side of a comparison: a sorted sample, or the counts of cells.
struct column_side {
    std::vector<float> numbers{};
    std::vector<double> counts{};
};

[[nodiscard]] inline column_side side_of(column_summary const& column,
                                         std::vector<float> sorted_values) {
    if (compares_numbers(column.test)) return {std::move(sorted_values), {}};
    return {{}, column.into.count(sorted_values)};
}

[[nodiscard]] inline double distance_between(column_summary const& column,
                                             std::span<float const> a, std::span<float const> b) {
    if (column.test == two_sample_test::ks) return ks_distance(a, b);
    double const area = wasserstein_distance(a, b);
    if (column.deviation > 0) return area / column.deviation;
    return area > 0 ? std::numeric_limits<double>::infinity() : area;
}

[[nodiscard]] inline double distance_between(two_sample_test test, std::span<double const> a,
                                             std::span<double const> b) {
    switch (test) {
        case two_sample_test::jensen_shannon: return jensen_shannon_distance(a, b);
        case two_sample_test::psi: return psi(a, b);
        case two_sample_test::hellinger: return hellinger_distance(a, b);
        default: return l_infinity_distance(a, b);
    }
}

[[nodiscard]] inline double distance_between(column_summary const& column, column_side const& a,
                                             column_side const& b) {
    return compares_numbers(column.test) ? distance_between(column, a.numbers, b.numbers)
                                         : distance_between(column.test, a.counts, b.counts);
}

/// `whole` without `part`, which was taken from it.
[[nodiscard]] inline column_side without(column_side const& whole, column_side const& part) {
    column_side rest;
    std::ranges::set_difference(whole.numbers, part.numbers, std::back_inserter(rest.numbers));
    std::ranges::transform(whole.counts, part.counts, std::back_inserter(rest.counts),
                           std::minus<>{});
    return rest;
}

}  // namespace retrain::detail
