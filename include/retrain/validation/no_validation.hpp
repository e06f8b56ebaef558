#pragma once

#include <retrain/validation/all_finite.hpp>
#include <retrain/validation/concept.hpp>

namespace retrain {

/// Use when somebody else decides whether a model is good, or in development: every challenger
/// replaces the champion, and the record says `not_validated`. Only a challenger with a prediction
/// that is NaN or infinite is refused.
struct no_validation {
    using policy_role = validation_role;

    [[nodiscard]] static constexpr verdict decide(evidence const& e) noexcept {
        verdict v;
        v.rows = e.rows.row_count();
        if (!all_finite(e.challenger)) {
            v.why = verdict_reason::not_finite;
            return v;
        }
        v.kind = e.has_champion ? decision_kind::promote : decision_kind::no_baseline;
        v.why = verdict_reason::not_validated;
        return v;
    }
};

}  // namespace retrain
