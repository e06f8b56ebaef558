#pragma once

#include <retrain/core/error.hpp>
#include <retrain/split/concept.hpp>
#include <retrain/split/hold_out_last.hpp>
#include <retrain/split/refit.hpp>

#include <concepts>
#include <cstddef>
#include <string>

namespace retrain {

/// Use when a model is judged by the latest rows, as almost always with rows in time: the last
/// `Percent` of the rows by entry judge, the earlier ones whose labels do not look into them train.
/// `Refit` says what goes live, `refit` or `no_refit`. The rows are those of `hold_out_last`.
///
/// `split` throws `error` (`bad_data`) where no row is left to train or to judge. O(n log n).
template <std::size_t Percent = 20, class Refit = refit>
struct purged_holdout {
    using policy_role = split_role;
    static_assert(Percent >= 1 && Percent <= 99,
                  "purged_holdout<Percent>: the share of the rows that judge is 1 to 99 percent");
    static_assert(std::same_as<Refit, refit> || std::same_as<Refit, no_refit>,
                  "purged_holdout<Percent, Refit>: Refit is retrain::refit or retrain::no_refit");

    static constexpr bool refits = std::same_as<Refit, refit>;

    [[nodiscard]] static constexpr split_rows split(dataset_view rows) {
        split_rows split = hold_out_last(rows, Percent);
        if (split.training.empty() || split.holdout.empty())
            throw error{failure_reason::bad_data,
                        "of " + std::to_string(rows.row_count()) + " rows " +
                            std::to_string(split.holdout.size()) + " judge, " +
                            std::to_string(split.purged) +
                            " are purged because their label intervals touch those, and " +
                            std::to_string(split.training.size()) +
                            " are left to train on; wait for more mature rows, or use labels that "
                            "look less far ahead"};
        return split;
    }
};

}  // namespace retrain
