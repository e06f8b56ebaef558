#pragma once

#include <retrain/detail/held_out_share.hpp>
#include <retrain/split/concept.hpp>
#include <retrain/split/hold_out_last.hpp>
#include <retrain/split/refit.hpp>
#include <retrain/split/require_both_sides.hpp>

#include <concepts>
#include <cstddef>
#include <optional>

namespace retrain {

/// Use when a model is judged by the latest rows, as almost always with rows in time: the last
/// `Percent` of the rows by entry judge, at most those of the last `MaxDates` dates. Fewer than
/// `MinUnits` units decide nothing, so if half of the dates are enough for these, a label's horizon
/// each, at least so many judge, `MaxDates` or not. The earlier ones whose labels do not look into
/// them train. `Refit` says what goes live, `refit` or `no_refit`. The rows are those of
/// `hold_out_last`.
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
        return require_both_sides(hold_out_last(rows, Percent, share::of(rows)));
    }

    /// The fewest entry dates, as many rows on each, of which `held_out` or more are held out where
    /// labels look `horizon` dates ahead; nothing where that many never are.
    [[nodiscard]] static constexpr std::optional<std::size_t> dates_for(
        std::size_t held_out, std::size_t horizon) noexcept {
        return share::dates_for(held_out, horizon);
    }

   private:
    using share = detail::held_out_share<Percent, MaxDates, MinUnits>;
};

}  // namespace retrain
