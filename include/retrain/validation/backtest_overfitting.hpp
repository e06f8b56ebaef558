#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <span>
#include <vector>

namespace retrain {

namespace detail {
/// Count, mean and sum of squared distances from it, of returns that come one by one or in lots.
class running_moments {
   public:
    constexpr void add(double value) noexcept { add(running_moments{1.0, value, 0.0}); }
    constexpr void add(running_moments const& other) noexcept {
        double const count = count_ + other.count_;
        double const distance = other.mean_ - mean_;
        mean_ += distance * (other.count_ / count);
        squares_ += other.squares_ + distance * distance * (count_ * other.count_ / count);
        count_ = count;
    }
    /// 0 where nothing was ever earned or lost.
    [[nodiscard]] double sharpe() const noexcept {
        return mean_ == 0.0 ? 0.0 : mean_ / std::sqrt(squares_ / (count_ - 1.0));
    }

    constexpr running_moments() = default;

   private:
    constexpr running_moments(double count, double mean, double squares) noexcept
        : count_{count}, mean_{mean}, squares_{squares} {}

    double count_ = 0.0;
    double mean_ = 0.0;
    double squares_ = 0.0;
};

/// The Sharpe ratio of each trial over the blocks whose bits are set in `chosen`. `blocks` is
/// block by block, a running_moments a trial.
inline void sharpe_over(std::span<running_moments const> blocks, std::uint32_t chosen,
                        std::span<double> ratios) noexcept {
    std::size_t const width = ratios.size();
    for (std::size_t trial = 0; trial < width; ++trial) {
        running_moments sum;
        for (std::uint32_t rest = chosen; rest != 0; rest &= rest - 1)
            sum.add(blocks[static_cast<std::size_t>(std::countr_zero(rest)) * width + trial]);
        ratios[trial] = sum.sharpe();
    }
}

/// The trial that is best by `judged` ranks at or below the middle by `tested`; ties share a rank.
[[nodiscard]] inline bool best_disappoints(std::span<double const> judged,
                                           std::span<double const> tested) noexcept {
    std::size_t best = 0;
    for (std::size_t trial = 1; trial < judged.size(); ++trial)
        if (judged[trial] > judged[best]) best = trial;
    std::size_t worse = 0, better = 0;
    for (double const other : tested) {
        if (other < tested[best]) ++worse;
        if (other > tested[best]) ++better;
    }
    return worse <= better;
}
}  // namespace detail

/// The probability of backtest overfitting: how often the trial that looks best on one half of the
/// periods ranks at or below the middle on the other half, over all ways to make halves of
/// `blocks` runs of consecutive periods (combinatorially symmetric cross-validation; Bailey,
/// Borwein, Lopez de Prado and Zhu, 2015). Trials are ranked by Sharpe ratio.
///
/// `returns` is row-major, periods x `trials`: what each trial earned in each period. Returns that
/// span several periods make neighbouring blocks alike, and the answer too small. NaN for fewer
/// than two trials, as there is nothing to choose from; for a number of blocks that is odd, below 2
/// or above 24; for fewer than two periods a block; where `returns` has no whole number of rows or
/// holds NaN or infinity; and where memory runs out.
/// O(periods trials + C(blocks, blocks/2) blocks trials).
[[nodiscard]] inline double probability_of_backtest_overfitting(std::span<double const> returns,
                                                                std::size_t trials,
                                                                std::size_t blocks = 16) noexcept {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (trials < 2 || blocks < 2 || blocks > 24 || blocks % 2 != 0 || returns.size() % trials != 0)
        return none;
    std::size_t const periods = returns.size() / trials;
    if (periods < 2 * blocks) return none;
    for (double const each : returns)
        if (!std::isfinite(each)) return none;
    try {
        std::vector<detail::running_moments> moments(blocks * trials);
        for (std::size_t block = 0; block < blocks; ++block)
            for (auto at = block * periods / blocks; at < (block + 1) * periods / blocks; ++at)
                for (std::size_t trial = 0; trial < trials; ++trial)
                    moments[block * trials + trial].add(returns[at * trials + trial]);

        std::vector<double> judged(trials), tested(trials);
        std::uint32_t const all = (std::uint32_t{1} << blocks) - 1;
        std::size_t splits = 0, disappointments = 0;
        for (std::uint32_t chosen = 0; chosen <= all; ++chosen) {
            if (static_cast<std::size_t>(std::popcount(chosen)) != blocks / 2) continue;
            detail::sharpe_over(moments, chosen, judged);
            detail::sharpe_over(moments, all & ~chosen, tested);
            ++splits;
            if (detail::best_disappoints(judged, tested)) ++disappointments;
        }
        return static_cast<double>(disappointments) / static_cast<double>(splits);
    } catch (std::bad_alloc const&) {
        return none;
    }
}

/// Use when one of several trials is to be chosen by what it earned in a backtest: a gate that asks
/// whether choosing the best tells anything about the periods that it was not chosen on.
struct backtest_overfitting {
    std::size_t blocks = 16;
    double limit = 0.5;

    /// See `probability_of_backtest_overfitting`.
    [[nodiscard]] double probability(std::span<double const> returns,
                                     std::size_t trials) const noexcept {
        return probability_of_backtest_overfitting(returns, trials, blocks);
    }

    /// The probability is at most `limit`. What can't be told never passes.
    [[nodiscard]] bool passes(std::span<double const> returns, std::size_t trials) const noexcept {
        return probability(returns, trials) <= limit;
    }
};

}  // namespace retrain
