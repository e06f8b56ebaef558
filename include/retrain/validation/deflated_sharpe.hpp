#pragma once

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <optional>
#include <span>

namespace retrain {

/// What the significance of a Sharpe ratio rests on. NaN where the returns do not tell it.
struct return_moments {
    std::size_t periods = 0;  ///< returns that do not overlap
    double sharpe = std::numeric_limits<double>::quiet_NaN();    ///< a period, not annualised
    double skewness = std::numeric_limits<double>::quiet_NaN();  ///< 0 for normal returns
    double kurtosis = std::numeric_limits<double>::quiet_NaN();  ///< 3 for normal returns
};

/// The moments of `returns` that overlap, so that only `periods` of them are apart: of returns over
/// 20 days, a 20th. The mean over the standard deviation, and the third and fourth standardised
/// moments (n), are those of all returns, which tells them better than a 20th would; the deviation
/// counts (periods - 1) degrees of freedom. All but the count are NaN for fewer than two periods,
/// for returns that are all the same, and where one is NaN or infinite. O(n).
[[nodiscard]] inline return_moments moments_of(std::span<double const> returns,
                                               std::size_t periods) noexcept {
    return_moments found{.periods = std::min(periods, returns.size())};
    auto const n = static_cast<double>(returns.size());
    // From the first return, so that none differs from the mean of returns that are all the same.
    double beyond = 0.0;
    for (double const each : returns) beyond += (each - returns.front()) / n;
    double const mean = returns.empty() ? 0.0 : returns.front() + beyond;
    double second = 0.0, third = 0.0, fourth = 0.0;
    for (double const each : returns) {
        double const distance = each - mean;
        second += distance * distance / n;
        third += distance * distance * distance / n;
        fourth += distance * distance * distance * distance / n;
    }
    if (found.periods < 2 || !(second > 0.0) || !std::isfinite(fourth)) return found;
    auto const apart = static_cast<double>(found.periods);
    found.sharpe = mean / std::sqrt(second * apart / (apart - 1.0));
    found.skewness = third / (second * std::sqrt(second));
    found.kurtosis = fourth / (second * second);
    return found;
}
/// The same of returns that do not overlap.
[[nodiscard]] inline return_moments moments_of(std::span<double const> returns) noexcept {
    return moments_of(returns, returns.size());
}

/// The largest Sharpe ratio that so many trials without any skill are expected to show, where
/// their Sharpe ratios have the standard deviation `deviation`: 0 for one trial (or none). NaN for
/// a deviation that is negative, NaN or infinite.
///
/// deviation ((1 - g) Z(1 - 1/N) + g Z(1 - 1/(N e))), g Euler's constant and Z the quantile of the
/// normal distribution (Bailey and Lopez de Prado, "The Deflated Sharpe Ratio", 2014).
[[nodiscard]] inline double expected_best_sharpe(std::size_t trials, double deviation) noexcept {
    if (!(deviation >= 0.0) || std::isinf(deviation))
        return std::numeric_limits<double>::quiet_NaN();
    if (trials < 2) return 0.0;
    // The upper tail keeps its digits where 1 - 1/N would be rounded to 1.
    auto const exceeded_by = [](double share) {
        return boost::math::quantile(boost::math::complement(boost::math::normal{}, share));
    };
    auto const n = static_cast<double>(trials);
    constexpr double g = std::numbers::egamma;
    return deviation *
           ((1.0 - g) * exceeded_by(1.0 / n) + g * exceeded_by(1.0 / (n * std::numbers::e)));
}

/// The probability that the true Sharpe ratio is above `threshold`, given what was seen: with
/// T periods Phi((SR - threshold) sqrt(T - 1) / sqrt(1 - skew SR + (kurt - 1)/4 SR^2)). NaN where
/// a moment or the threshold is NaN or infinite, for fewer than two periods, and for moments that
/// no returns can have.
[[nodiscard]] inline double probabilistic_sharpe(return_moments const& seen,
                                                 double threshold) noexcept {
    double const spread = 1.0 - seen.skewness * seen.sharpe +
                          (seen.kurtosis - 1.0) / 4.0 * seen.sharpe * seen.sharpe;
    double const z = (seen.sharpe - threshold) *
                     std::sqrt((static_cast<double>(seen.periods) - 1.0) / spread);
    if (seen.periods < 2 || !(spread > 0.0) || !std::isfinite(spread) || !std::isfinite(z))
        return std::numeric_limits<double>::quiet_NaN();
    return boost::math::cdf(boost::math::normal{}, z);
}

/// Use when the returns to be judged are the best of several that were tried: a gate that asks
/// whether their Sharpe ratio is more than the best of so many worthless trials would show.
struct deflated_sharpe {
    std::size_t trials = 1;  ///< all that was tried, what is judged included; a ledger counts them
    /// Standard deviation of the trials' Sharpe ratios, a period each. Left out it is what trials
    /// without skill have by chance alone, 1 / sqrt(T - 1).
    std::optional<double> deviation{};
    double confidence = 0.95;

    /// The deflated Sharpe ratio, a probability; NaN where it can't be told.
    [[nodiscard]] double probability(return_moments const& seen) const noexcept {
        double const by_chance = 1.0 / std::sqrt(static_cast<double>(seen.periods) - 1.0);
        return probabilistic_sharpe(seen,
                                    expected_best_sharpe(trials, deviation.value_or(by_chance)));
    }
    /// The same of returns, one a period. They must not overlap: of returns over 20 days take every
    /// 20th, or `moments_of` all of them and a 20th of their number, which tells more.
    [[nodiscard]] double probability(std::span<double const> returns) const noexcept {
        return probability(moments_of(returns));
    }

    /// The probability is at least `confidence`. What can't be told never passes.
    [[nodiscard]] bool passes(std::span<double const> returns) const noexcept {
        return probability(returns) >= confidence;
    }
    [[nodiscard]] bool passes(return_moments const& seen) const noexcept {
        return probability(seen) >= confidence;
    }
};

}  // namespace retrain
