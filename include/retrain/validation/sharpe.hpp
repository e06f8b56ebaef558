#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/fixed_string.hpp>
#include <retrain/validation/decisions.hpp>
#include <retrain/validation/labelled.hpp>
#include <retrain/validation/metric.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <new>
#include <span>
#include <string_view>

namespace retrain {

/// Use when what decisions earn has to be weighed against how much it sways: the rows of an entry
/// date are one holding, whose return is their mean as in `mean_return`; the score is the mean of
/// the dates' returns over their standard deviation (n - 1). Not annualised: one period is one
/// label interval. Never to take a position scores 0.
template <fixed_string Column, class... Actions>
struct sharpe {
    static_assert(sizeof...(Actions) > 0,
                  "sharpe<Column, Actions...>: say which classes are acted on, as buys<\"buy\">");
    using direction = higher_is_better;
    using unit = signed_unit;
    static constexpr std::string_view name = "sharpe";
    static constexpr bool smooth = true;  ///< a function of means, so the jackknife can test it

    /// `probabilities` is row-major, rows x classes. NaN unless they are `labelled`, where a row has
    /// no return, where there are fewer than two dates or all returns are one and the same but 0,
    /// and where memory runs out. O(rows * log(dates)).
    [[nodiscard]] static double score(std::span<float const> probabilities,
                                      dataset_view rows) noexcept {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        std::size_t const classes = rows.class_count();
        if (!labelled(probabilities, rows.labels, classes) || rows.entry.size() != rows.row_count())
            return none;
        try {
            struct day {
                double sum = 0.0;
                double rows = 0.0;
            };
            std::map<std::chrono::sys_days, day> days;
            for (std::size_t row = 0; row < rows.row_count(); ++row) {
                auto& on = days[std::chrono::floor<std::chrono::days>(rows.entry[row])];
                on.sum += earned<Column, Actions...>(
                    probabilities.subspan(row * classes, classes), rows, row);
                on.rows += 1.0;
            }
            return of_days(days);
        } catch (std::bad_alloc const&) {
            return none;
        }
    }

   private:
    template <class Days>
    [[nodiscard]] static double of_days(Days const& days) noexcept {
        auto const count = static_cast<double>(days.size());
        double mean = 0.0;
        for (auto const& [date, day] : days) mean += day.sum / day.rows;
        mean /= count;
        double squares = 0.0;
        for (auto const& [date, day] : days) {
            double const away = day.sum / day.rows - mean;
            squares += away * away;
        }
        if (!(days.size() > 1)) return std::numeric_limits<double>::quiet_NaN();
        if (mean == 0.0 && squares == 0.0) return 0.0;
        double const score = mean / std::sqrt(squares / (count - 1.0));
        return std::isfinite(score) ? score : std::numeric_limits<double>::quiet_NaN();
    }
};

}  // namespace retrain
