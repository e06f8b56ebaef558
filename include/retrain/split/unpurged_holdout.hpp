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

/// Use when a figure must be compared with one from a library that does not purge: the hold-out of
/// `purged_holdout`, but all earlier rows train, also those whose labels look into it. A service
/// takes it as `allow_unpurged<unpurged_holdout<>>` only.
///
/// `split` throws `error` (`bad_data`) where no row is left to train or to judge. O(n log n).
template <std::size_t Percent = 20, class Refit = refit, std::size_t MaxDates = 500,
          std::size_t MinUnits = 12>
struct unpurged_holdout {
    using policy_role = split_role;
    static_assert(Percent >= 1 && Percent <= 99,
                  "unpurged_holdout<Percent>: the share of the rows that judge is 1 to 99 percent");
    static_assert(std::same_as<Refit, refit> || std::same_as<Refit, no_refit>,
                  "unpurged_holdout<Percent, Refit>: Refit is retrain::refit or retrain::no_refit");
    static_assert(MaxDates >= 1,
                  "unpurged_holdout<Percent, Refit, MaxDates>: at least one date judges");

    static constexpr bool refits = std::same_as<Refit, refit>;
    static constexpr bool purged = false;

    [[nodiscard]] static constexpr split_rows split(dataset_view rows) {
        return require_both_sides(
            hold_out_last(rows, Percent, share::of(rows), purging::unpurged));
    }

    /// As `purged_holdout` has it.
    [[nodiscard]] static constexpr std::optional<std::size_t> dates_for(
        std::size_t held_out, std::size_t horizon) noexcept {
        return share::dates_for(held_out, horizon);
    }

   private:
    using share = detail::held_out_share<Percent, MaxDates, MinUnits>;
};

}  // namespace retrain
