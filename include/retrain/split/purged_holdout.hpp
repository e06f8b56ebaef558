#pragma once

#include <retrain/core/trading_days.hpp>
#include <retrain/split/concept.hpp>
#include <retrain/split/hold_out_last.hpp>
#include <retrain/split/refit.hpp>
#include <retrain/split/require_both_sides.hpp>

#include <concepts>
#include <cstddef>

namespace retrain {

/// Use when a model is judged by the latest rows, as almost always with rows in time: the last
/// `Percent` of the rows by entry judge, at most those of the last `MaxDates` dates, and at least so
/// many that `MinUnits` of them share no label, if half of the dates are enough for that: fewer units
/// decide nothing. The earlier ones whose labels do not look into them train. `Refit` says what goes live, `refit` or `no_refit`. The
/// rows are those of `hold_out_last`.
///
/// `split` throws `error` (`bad_data`) where no row is left to train or to judge. O(n log n).
template <std::size_t Percent = 20, class Refit = refit, std::size_t MaxDates = 500,
          std::size_t MinUnits = 12>
struct purged_holdout {
    using policy_role = split_role;
    static_assert(Percent >= 1 && Percent <= 99,
                  "purged_holdout<Percent>: the share of the rows that judge is 1 to 99 percent");
    static_assert(std::same_as<Refit, refit> || std::same_as<Refit, no_refit>,
                  "purged_holdout<Percent, Refit>: Refit is retrain::refit or retrain::no_refit");
    static_assert(MaxDates >= 1,
                  "purged_holdout<Percent, Refit, MaxDates>: at least one date judges");

    static constexpr bool refits = std::same_as<Refit, refit>;
    static constexpr bool purged = true;

    [[nodiscard]] static constexpr split_rows split(dataset_view rows) {
        return require_both_sides(
            hold_out_last(rows, Percent, {.least = least_dates(rows), .most = MaxDates}));
    }

   private:
    /// The dates of `MinUnits` units, a label's horizon each; none where that is more than half.
    [[nodiscard]] static constexpr std::size_t least_dates(dataset_view rows) {
        if (MinUnits == 0) return 0;
        auto const days = trading_days_of(rows);
        auto const wanted = MinUnits * days.horizon;
        return 2 * wanted <= days.dates.size() ? wanted : 0;
    }
};

}  // namespace retrain
