#pragma once

#include <retrain/detail/student_t.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <span>

namespace retrain {

/// One-sided paired t test: the chance of a mean at least as far above 0 if nothing were gained.
/// `gains` are the units' differences, gains above 0. 0.5, which is no evidence either way, where
/// all are 0; NaN where one is NaN or there are fewer than two.
[[nodiscard]] inline double paired_t_test(std::span<double const> gains) noexcept {
    auto const count = static_cast<double>(gains.size());
    if (gains.size() < 2) return std::numeric_limits<double>::quiet_NaN();
    double sum = 0.0;
    for (double const gain : gains) sum += gain;
    double const mean = sum / count;
    double squares = 0.0;
    for (double const gain : gains) squares += (gain - mean) * (gain - mean);
    double const error = std::sqrt(squares / (count - 1.0) / count);
    if (mean == 0.0 && error == 0.0) return 0.5;
    return detail::student_t_above(mean / error, gains.size() - 1);
}

/// One p-value for several tests of the same question that depend on each other: the mean of
/// cot(pi p), looked up in the Cauchy distribution (Liu and Xie 2020). Exact where all agree and
/// where they are independent; between, its size in the tail is that of its parts. NaN where one
/// is NaN or there is none.
[[nodiscard]] inline double combined_p_value(std::span<double const> p_values) noexcept {
    if (p_values.empty()) return std::numeric_limits<double>::quiet_NaN();
    constexpr double least = 1e-15;  // a certainty is none, and must not drown the others
    double sum = 0.0;
    for (double const p : p_values) {
        if (std::isnan(p)) return p;
        double const tail = std::clamp(std::min(p, 1.0 - p), least, 0.5);
        double const cotangent = tail < 0.5 ? 1.0 / std::tan(std::numbers::pi * tail) : 0.0;
        sum += p < 0.5 ? cotangent : -cotangent;
    }
    double const mean = sum / static_cast<double>(p_values.size());
    return mean > 1.0 ? std::atan(1.0 / mean) / std::numbers::pi
                      : 0.5 - std::atan(mean) / std::numbers::pi;
}

}  // namespace retrain
