#pragma once

#include <retrain/detail/cell_shares.hpp>

#include <algorithm>
#include <cmath>
#include <span>

namespace retrain {

/// Use when a bank's rule of thumb is wanted (below 0.1 stable, above 0.25 changed): the population
/// stability index, the sum of (q - p) ln(q / p) over the cells' shares. An empty cell counts as
/// half a row, so that the index stays finite; one that is empty on both sides does not count.
/// NaN where a side is empty or the sides have different cells.
[[nodiscard]] inline double psi(std::span<double const> reference,
                                std::span<double const> recent) noexcept {
    double const half_reference = 0.5 / detail::total(reference);
    double const half_recent = 0.5 / detail::total(recent);
    return detail::sum_over_shares(reference, recent, [&](double p, double q) noexcept {
        if (p == 0 && q == 0) return 0.0;
        p = std::max(p, half_reference);
        q = std::max(q, half_recent);
        return (q - p) * std::log(q / p);
    });
}

}  // namespace retrain
