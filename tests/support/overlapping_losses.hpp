#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/verdict.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace retrain::testing {

/// Two models' losses on rows in time, as they come with labels that look ahead. A row's loss
/// difference is w(t) y(t): w, the way in which the models differ, an AR(1) with 0.97; y, the
/// outcome, a moving sum of 20 shocks. Half of each shock is shared by all tickers. The mean
/// difference is 0, unless something is gained.
class overlapping_losses {
   public:
    static constexpr std::size_t horizon = 20;

    overlapping_losses(std::size_t dates, std::size_t tickers, std::uint64_t seed)
        : tickers_{tickers}, random_{seed} {
        moving_sums(dates);
        differ_persistently(dates);
        rows_.shape.classes = {"buy", "avoid"};
        for (std::size_t row = 0; row < gain_.size(); ++row) {
            auto const day = std::chrono::sys_days{std::chrono::year{2020} / 1 / 1} +
                             std::chrono::days{row / tickers_};
            rows_.labels.push_back(static_cast<std::uint32_t>(row % 2));
            rows_.entry.push_back(day);
            rows_.exit.push_back(day + std::chrono::days{horizon});
        }
        rows_.known = rows_.exit;
    }

    /// Standard deviation of a date's mean difference, over all that can happen: that of a unit.
    [[nodiscard]] static double unit_deviation(std::size_t tickers) noexcept {
        double const variance = horizon / (1.0 - 0.97 * 0.97);  // of one row's w y
        // Of w and of y half the variance is shared, so two rows have a quarter in common.
        auto const n = static_cast<double>(tickers);
        return std::sqrt(variance * (1.0 / n + (1.0 - 1.0 / n) * 0.25));
    }

    /// What the challenger gains on the rows of `dates` dates from `first` on, `gain` more than by
    /// nature: their differences in loss, champion less challenger.
    [[nodiscard]] std::vector<double> gains(std::size_t first, std::size_t dates,
                                            double gain) const {
        auto const from = gain_.begin() + static_cast<std::ptrdiff_t>(first * tickers_);
        std::vector<double> some{from, from + static_cast<std::ptrdiff_t>(dates * tickers_)};
        for (double& one : some) one += gain;
        return some;
    }

    /// Shows a gate those rows, with predictions of which the log losses differ by that, in a unit
    /// small enough for probabilities.
    template <class Gate>
    [[nodiscard]] verdict decide(Gate const& gate, std::size_t first, std::size_t dates,
                                 double gain, std::size_t attempt) const {
        auto const differences = gains(first, dates, gain);
        std::vector<float> challenger, champion;
        for (std::size_t row = 0; row < differences.size(); ++row) {
            double const loss = 0.35 - 1e-4 * differences[row];
            put(challenger, row, std::exp(-loss));
            put(champion, row, std::exp(-0.35));
        }
        std::vector<double> const shares{0.5, 0.5};
        auto const all = rows_.view();
        evidence shown;
        shown.rows.shape = all.shape;
        auto const some = [&](auto span) { return span.subspan(first * tickers_, differences.size()); };
        shown.rows.labels = some(all.labels);
        shown.rows.entry = some(all.entry);
        shown.rows.exit = some(all.exit);
        shown.rows.known = some(all.known);
        shown.challenger = challenger;
        shown.champion = champion;
        shown.class_shares = shares;
        shown.has_champion = true;
        shown.attempt = attempt;
        return gate.decide(shown);
    }

   private:
    /// Normal numbers, the same on every platform (Box and Muller).
    double normal() {
        double const u = (static_cast<double>(random_() >> 11U) + 0.5) * 0x1p-53;
        double const v = (static_cast<double>(random_() >> 11U) + 0.5) * 0x1p-53;
        return std::sqrt(-2.0 * std::log(u)) * std::cos(6.283185307179586 * v);
    }
    /// One shock a ticker.
    void shock(std::vector<double>& of) {
        double const shared = tickers_ > 1 ? std::sqrt(0.5) * normal() : 0.0;
        double const own = tickers_ > 1 ? std::sqrt(0.5) : 1.0;
        for (double& one : of) one = shared + own * normal();
    }
    void moving_sums(std::size_t dates) {
        std::vector<std::vector<double>> shocks(dates + horizon, std::vector<double>(tickers_));
        for (auto& of_day : shocks) shock(of_day);
        std::vector<double> sum(tickers_);
        for (std::size_t day = 0; day < shocks.size(); ++day) {
            for (std::size_t t = 0; t < tickers_; ++t) {
                sum[t] += shocks[day][t];
                if (day >= horizon) sum[t] -= shocks[day - horizon][t];
            }
            if (day >= horizon) gain_.insert(gain_.end(), sum.begin(), sum.end());
        }
    }
    void differ_persistently(std::size_t dates) {
        constexpr std::size_t before = 200;  // until where it began is forgotten
        std::vector<double> w(tickers_), step(tickers_);
        for (std::size_t day = 0; day < before + dates; ++day) {
            shock(step);
            for (std::size_t t = 0; t < tickers_; ++t) w[t] = 0.97 * w[t] + step[t];
            if (day >= before)
                for (std::size_t t = 0; t < tickers_; ++t)
                    gain_[(day - before) * tickers_ + t] *= w[t];
        }
    }
    void put(std::vector<float>& predictions, std::size_t row, double right) const {
        auto const p = static_cast<float>(right);
        bool const first = rows_.labels[row] == 0;
        predictions.push_back(first ? p : 1.0F - p);
        predictions.push_back(first ? 1.0F - p : p);
    }

    std::size_t tickers_;
    std::mt19937_64 random_;
    std::vector<double> gain_;
    dataset rows_;
};

}  // namespace retrain::testing
