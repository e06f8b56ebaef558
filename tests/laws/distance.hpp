#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace retrain::laws {

namespace detail {
[[nodiscard]] inline bool close(double a, double b) noexcept {
    return std::abs(a - b) <= 1e-9 * (1 + std::abs(a) + std::abs(b));
}
}  // namespace detail

/// What every distance between the counts of two samples keeps: it is not negative, nothing where
/// shares are equal, the same for more rows of the same shares and for cells in another order,
/// blind to a cell that is empty on both sides, and NaN where a side is empty or cells differ.
/// Both sides need a row in each cell, so that no rule for empty cells takes part.
template <class Distance>
[[nodiscard]] bool compares_shares(Distance distance, std::span<double const> a,
                                   std::span<double const> b) {
    double const between = distance(a, b);
    std::vector<double> more(a.begin(), a.end());
    for (double& count : more) count *= 3;
    std::vector<double> a_turned(a.rbegin(), a.rend());
    std::vector<double> b_turned(b.rbegin(), b.rend());
    bool const turned = detail::close(distance(a_turned, b_turned), between);
    a_turned.insert(a_turned.begin() + 1, 0.0);
    b_turned.insert(b_turned.begin() + 1, 0.0);
    std::vector<double> const none(a.size(), 0.0);
    return between > 0 && detail::close(distance(a, a), 0) && detail::close(distance(a, more), 0) &&
           detail::close(distance(more, b), between) && turned &&
           detail::close(distance(a_turned, b_turned), between) && std::isnan(distance(a, none)) &&
           std::isnan(distance(none, b)) && std::isnan(distance(a, b.subspan(1)));
}

/// What every distance between two ascending samples keeps: it is not negative, symmetric, nothing
/// between equal samples, the same when every value of a sample is there twice, and NaN where a
/// sample is empty.
template <class Distance>
[[nodiscard]] bool compares_samples(Distance distance, std::span<float const> a,
                                    std::span<float const> b) {
    double const between = distance(a, b);
    std::vector<float> twice(a.begin(), a.end());
    twice.insert(twice.end(), a.begin(), a.end());
    std::ranges::sort(twice);
    std::span<float const> const empty;
    return between > 0 && detail::close(distance(b, a), between) && distance(a, a) == 0 &&
           detail::close(distance(twice, a), 0) && detail::close(distance(twice, b), between) &&
           std::isnan(distance(a, empty)) && std::isnan(distance(empty, b));
}

}  // namespace retrain::laws
