#pragma once

#include <retrain/detail/cell_shares.hpp>

#include <boost/math/special_functions/gamma.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace retrain {

/// The answer of `chi_squared_test`.
struct chi_squared_result {
    double statistic = std::numeric_limits<double>::quiet_NaN();
    std::size_t degrees_of_freedom = 0;
    double p_value = std::numeric_limits<double>::quiet_NaN();
};

/// The probability of a chi-squared variable of at least `statistic`. 1 without a degree of
/// freedom.
[[nodiscard]] inline double chi_squared_p_value(double statistic, std::size_t degrees_of_freedom) {
    if (std::isnan(statistic)) return statistic;
    if (degrees_of_freedom == 0 || statistic <= 0) return 1;
    if (std::isinf(statistic)) return 0;
    return boost::math::gamma_q(static_cast<double>(degrees_of_freedom) / 2, statistic / 2);
}

/// Use when shares of categories are compared with shares that are known: Pearson's test of
/// goodness of fit. What is expected of a cell is the reference's count, scaled to as many rows as
/// there are recent ones. A cell that is empty on both sides does not count; one that only the
/// reference lacks makes the statistic infinite. All NaN where a side is empty or the sides have
/// different cells.
///
/// The reference's counts are taken for exact. Where they are a sample of n rows and the recent
/// ones m, the statistic times n / (n + m) is what follows the chi-squared distribution.
[[nodiscard]] inline chi_squared_result chi_squared_test(std::span<double const> reference,
                                                         std::span<double const> recent) {
    std::size_t cells = 0;
    double const per_row =
        detail::sum_over_shares(reference, recent, [&](double p, double q) noexcept {
            if (p == 0 && q == 0) return 0.0;
            ++cells;
            return p > 0 ? (q - p) * (q - p) / p : std::numeric_limits<double>::infinity();
        });
    if (std::isnan(per_row)) return {};
    double const statistic = per_row * detail::total(recent);
    return {statistic, cells - 1, chi_squared_p_value(statistic, cells - 1)};
}

}  // namespace retrain
