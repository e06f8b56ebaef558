#pragma once

#include <retrain/core/verdict.hpp>
#include <retrain/validation/metric.hpp>
#include <retrain/validation/paired_test.hpp>
#include <retrain/core/trading_days.hpp>
#include <retrain/validation/units.hpp>

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace retrain {

/// What a gain has to be above: a fixed amount, and a part of how far the champion is from 0.
struct gain_threshold {
    double fixed = 0.0;
    double part = 0.0;
};

/// What `predictions` score on the rows at `indices` alone. Throws `std::bad_alloc`.
template <Metric M>
[[nodiscard]] double score_among(M const& metric, std::span<float const> predictions,
                                 dataset_view rows, std::span<std::size_t const> indices) {
    dataset_view slim;
    slim.shape = rows.shape;
    slim.auxiliary = rows.auxiliary;
    slim.labels = rows.labels;
    slim.entry = rows.entry;
    dataset const few = select(slim, indices);
    std::size_t const classes = rows.class_count();
    std::vector<float> given;
    given.reserve(indices.size() * classes);
    for (std::size_t const row : indices) {
        auto const of_row = predictions.subspan(row * classes, classes);
        given.insert(given.end(), of_row.begin(), of_row.end());
    }
    return score_of(metric, given, few.view());
}

/// By how much the challenger scores better than the champion, and how likely so much would be by
/// chance. A metric with row scores is tested on the units' means, each entry date counting the
/// same; a smooth one on the jackknife's pseudo-values, which leave out one unit after the other.
template <TestableMetric M>
class gain_test {
   public:
    /// Throws `std::bad_alloc`.
    gain_test(M const& metric, evidence const& e, trading_days const& days,
              std::vector<unit_list> tests)
        : metric_{metric}, e_{e}, tests_{std::move(tests)}, rows_of_(days.dates.size()) {
        for (std::size_t row = 0; row < e.rows.row_count(); ++row)
            rows_of_[days.place_of(e.rows.entry[row])].push_back(row);
        if constexpr (RowMetric<M>) average_by_date();
    }

    /// The mean of the dates' gains, or the gain of the scores themselves.
    [[nodiscard]] double difference(double challenger, double champion) const noexcept {
        if constexpr (!RowMetric<M>) return M::direction::gain(challenger, champion);
        double sum = 0.0;
        for (auto const& date : dates_) sum += date.gain;
        return sum / static_cast<double>(dates_.size());
    }

    /// The p-value of a gain above `threshold`; `champion` is the champion's score on all rows.
    [[nodiscard]] double p_value(gain_threshold threshold, double champion) const {
        std::vector<double> p_values;
        for (auto const& units : tests_) {
            auto const gains = RowMetric<M> ? means(units, threshold, champion)
                                            : pseudo_values(units, threshold);
            p_values.push_back(paired_t_test(gains));
        }
        return combined_p_value(p_values);
    }

   private:
    struct date_mean {
        double gain = 0.0;
        double champion = 0.0;
    };

    void average_by_date() {
        std::size_t const classes = e_.rows.class_count();
        dates_.resize(rows_of_.size());
        for (std::size_t date = 0; date < dates_.size(); ++date) {
            auto const count = static_cast<double>(rows_of_[date].size());
            for (std::size_t const row : rows_of_[date]) {
                auto const score = [&](std::span<float const> said) {
                    return row_score_of(metric_, said.subspan(row * classes, classes), e_.rows, row);
                };
                double const champion = score(e_.champion);
                dates_[date].gain += M::direction::gain(score(e_.challenger), champion) / count;
                dates_[date].champion += champion / count;
            }
        }
    }

    [[nodiscard]] std::vector<double> means(unit_list const& units, gain_threshold threshold,
                                            double champion) const {
        double const part = champion < 0.0 ? -threshold.part : threshold.part;
        std::vector<double> gains;
        for (auto const unit : units) {
            double sum = 0.0;
            for (std::size_t date = unit.begin; date < unit.end; ++date)
                sum += dates_[date].gain - part * dates_[date].champion;
            gains.push_back(sum / static_cast<double>(unit.end - unit.begin) - threshold.fixed);
        }
        return gains;
    }

    [[nodiscard]] std::vector<double> pseudo_values(unit_list const& units,
                                                    gain_threshold threshold) const {
        auto const gain_without = [&](std::size_t left_out) {
            std::vector<std::size_t> rows;
            for (std::size_t unit = 0; unit < units.size(); ++unit)
                for (std::size_t date = units[unit].begin; date < units[unit].end; ++date)
                    if (unit != left_out)
                        rows.insert(rows.end(), rows_of_[date].begin(), rows_of_[date].end());
            double const challenger = score_among(metric_, e_.challenger, e_.rows, rows);
            double const champion = score_among(metric_, e_.champion, e_.rows, rows);
            double const size = champion < 0.0 ? -champion : champion;
            return M::direction::gain(challenger, champion) - threshold.fixed -
                   threshold.part * size;
        };
        double const all = gain_without(units.size());
        auto const count = static_cast<double>(units.size());
        std::vector<double> gains;
        for (std::size_t unit = 0; unit < units.size(); ++unit)
            gains.push_back(count * all - (count - 1.0) * gain_without(unit));
        return gains;
    }

    M const& metric_;
    evidence const& e_;
    std::vector<unit_list> tests_;
    std::vector<std::vector<std::size_t>> rows_of_;  // of each date
    std::vector<date_mean> dates_;
};

}  // namespace retrain
