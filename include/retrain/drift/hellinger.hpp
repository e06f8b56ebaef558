#pragma once

#include <retrain/detail/cell_shares.hpp>

#include <cmath>
#include <span>

namespace retrain {

/// Use when small shares should weigh more than in `l_infinity_distance`, without logarithms: the
/// root of half the sum of (sqrt p - sqrt q)^2 over the cells' shares, 0 to 1. NaN where a side is
/// empty or the sides have different cells.
[[nodiscard]] inline double hellinger_distance(std::span<double const> reference,
                                               std::span<double const> recent) noexcept {
    return std::sqrt(detail::sum_over_shares(reference, recent, [](double p, double q) noexcept {
        double const gap = std::sqrt(p) - std::sqrt(q);
        return gap * gap / 2;
    }));
}

}  // namespace retrain
