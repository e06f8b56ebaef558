#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/trading_days.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/detail/decidable_from.hpp>
#include <retrain/validation/explain_overfitting.hpp>
#include <retrain/validation/labelled.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace retrain {

/// The entry dates of the rows that are compared, and how many of them make a period: returns of
/// rows that are entered `horizon` dates apart do not overlap.
struct judged_dates {
    trading_days calendar{};  ///< of all held-out rows
    trading_days days{};      ///< of the rows that are compared
    std::size_t horizon = 1;

    /// Throws `std::bad_alloc`.
    [[nodiscard]] static judged_dates of(evidence const& e) {
        judged_dates dates{trading_days_of(e.held_out.row_count() == 0 ? e.rows : e.held_out),
                           trading_days_of(e.rows)};
        dates.horizon = std::max(dates.calendar.horizon, dates.days.horizon);
        return dates;
    }

    /// So many periods do so many dates make.
    [[nodiscard]] constexpr std::size_t periods(std::size_t dates) const noexcept {
        return dates / horizon;
    }
    /// When the dates after `seen_until`, `unseen` of which there are now, will have become enough
    /// for `periods`. Throws `std::bad_alloc`.
    [[nodiscard]] std::optional<time_point> enough_from(evidence const& e, std::size_t periods,
                                                        std::size_t unseen,
                                                        time_point seen_until) const {
        return detail::decidable_from(e, calendar, unseen, seen_until, [&](std::size_t ahead) {
            return periods * std::max(ahead, horizon);
        });
    }
};

/// What acting on the predictions `says` earned by entry date: the rows of a date are one holding,
/// whose return is the mean of theirs. NaN for a date of which a row has no return, and for all
/// dates where the predictions do not fit the rows. Throws `std::bad_alloc`. O(rows * log(dates)).
template <ReturnMetric Returns>
[[nodiscard]] std::vector<double> date_returns(Returns const& returns, std::span<float const> says,
                                               dataset_view rows, trading_days const& days) {
    std::size_t const classes = rows.class_count();
    if (days.dates.empty() || !labelled(says, rows.labels, classes))
        return std::vector<double>(days.dates.size(), std::numeric_limits<double>::quiet_NaN());
    std::vector<double> earned(days.dates.size());
    std::vector<double> held(days.dates.size());
    for (std::size_t row = 0; row < rows.row_count(); ++row) {
        std::size_t const date = days.place_of(rows.entry[row]);
        earned[date] += row_score_of(returns, says.subspan(row * classes, classes), rows, row);
        held[date] += 1.0;
    }
    for (std::size_t date = 0; date < earned.size(); ++date) earned[date] /= held[date];
    return earned;
}

/// So many periods are there in which something was earned or lost. The others tell nothing.
[[nodiscard]] inline std::size_t active_periods(std::span<double const> dates,
                                                std::size_t horizon) noexcept {
    std::size_t active = 0;
    for (std::size_t date = 0; date < dates.size(); ++date)
        if (dates[date] != 0.0) {
            ++active;
            date += horizon - 1;
        }
    return active;
}

/// Each date has a return.
[[nodiscard]] inline bool all_earned(std::span<double const> dates) noexcept {
    return std::ranges::all_of(dates, [](double earned) { return std::isfinite(earned); });
}

}  // namespace retrain
