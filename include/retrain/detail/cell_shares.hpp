#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace retrain::detail {

[[nodiscard]] constexpr double total(std::span<double const> counts) noexcept {
    double sum = 0;
    for (double const count : counts) sum += count;
    return sum;
}

/// Adds up `term(p, q)` over the cells, p and q being a cell's shares of both sides. NaN where a
/// side is empty or the sides have different cells.
template <class Term>
[[nodiscard]] constexpr double sum_over_shares(std::span<double const> reference,
                                               std::span<double const> recent, Term term) noexcept {
    double const n = total(reference);
    double const m = total(recent);
    if (reference.size() != recent.size() || !(n > 0) || !(m > 0))
        return std::numeric_limits<double>::quiet_NaN();
    double sum = 0;
    for (std::size_t i = 0; i < reference.size(); ++i) sum += term(reference[i] / n, recent[i] / m);
    return sum;
}

}  // namespace retrain::detail
