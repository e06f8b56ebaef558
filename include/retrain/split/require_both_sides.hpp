#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/split_rows.hpp>

#include <string>

namespace retrain {

/// `split`, or `error` (`bad_data`) with its counts where no row is left to train or to judge. A
/// `SplitPolicy` of one's own ends with it.
[[nodiscard]] constexpr split_rows require_both_sides(split_rows split) {
    if (split.training.empty() || split.holdout.empty())
        throw error{
            failure_reason::bad_data,
            "of " +
                std::to_string(split.training.size() + split.holdout.size() + split.purged) +
                " rows " + std::to_string(split.holdout.size()) + " judge, " +
                std::to_string(split.purged) +
                " are purged because their label intervals touch those, and " +
                std::to_string(split.training.size()) +
                " are left to train on; wait for more mature rows, or use labels that look less far "
                "ahead"};
    return split;
}

}  // namespace retrain
