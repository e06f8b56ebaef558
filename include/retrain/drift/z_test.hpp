#pragma once

#include <cmath>
#include <limits>
#include <numbers>

namespace retrain {

/// The answer of `z_test`.
struct z_result {
    double statistic = std::numeric_limits<double>::quiet_NaN();  ///< above 0: the share has grown
    double p_value = std::numeric_limits<double>::quiet_NaN();    ///< two-sided
};

/// Use when a share is compared, of `reference_hits` in `reference_rows` with `hits` in `rows`: the
/// two-proportion z test with a pooled variance. Equal shares of 0 or 1 give 0 and p = 1. NaN where
/// a side is empty.
[[nodiscard]] inline z_result z_test(double reference_hits, double reference_rows, double hits,
                                     double rows) noexcept {
    if (!(reference_rows > 0) || !(rows > 0)) return {};
    double const pooled = (reference_hits + hits) / (reference_rows + rows);
    double const variance = pooled * (1 - pooled) * (1 / reference_rows + 1 / rows);
    if (!(variance > 0)) return {0, 1};
    double const z = (hits / rows - reference_hits / reference_rows) / std::sqrt(variance);
    return {z, std::erfc(std::abs(z) / std::numbers::sqrt2)};
}

}  // namespace retrain
