#pragma once

#include <retrain/detail/cell_shares.hpp>

#include <cmath>
#include <span>

namespace retrain {

/// Use when shares of categories are compared and a bounded, symmetric distance is wanted: the root
/// of the Jensen-Shannon divergence with natural logarithms, 0 to sqrt(ln 2) = 0.833. Empty cells
/// are no difficulty. NaN where a side is empty or the sides have different cells.
[[nodiscard]] inline double jensen_shannon_distance(std::span<double const> reference,
                                                    std::span<double const> recent) noexcept {
    double const divergence =
        detail::sum_over_shares(reference, recent, [](double p, double q) noexcept {
            auto const term = [middle = (p + q) / 2](double share) noexcept {
                return share > 0 ? share * std::log(share / middle) : 0.0;
            };
            return (term(p) + term(q)) / 2;
        });
    return divergence < 0 ? 0 : std::sqrt(divergence);  // below zero by rounding only
}

}  // namespace retrain
