#pragma once

#include <retrain/detail/cell_shares.hpp>

#include <algorithm>
#include <span>

namespace retrain {

/// Use when a person should understand the number: the largest change of a cell's share, 0 to 1.
/// NaN where a side is empty or the sides have different cells.
[[nodiscard]] constexpr double l_infinity_distance(std::span<double const> reference,
                                                   std::span<double const> recent) noexcept {
    double largest = 0;
    double const sum = detail::sum_over_shares(reference, recent, [&](double p, double q) noexcept {
        largest = std::max(largest, p < q ? q - p : p - q);
        return 0.0;
    });
    return sum != sum ? sum : largest;
}

}  // namespace retrain
