#pragma once

#include <retrain/filter/concept.hpp>

namespace retrain {

/// Use when the training data holds only rows that a model may learn from, as it does where a
/// program filters before it collects.
struct keep_all_rows {
    using policy_role = filter_role;

    [[nodiscard]] static constexpr row_decision judge(row_view const&) noexcept {
        return row_decision::pass;
    }
};

}  // namespace retrain
