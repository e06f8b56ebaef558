#pragma once

#include <retrain/data_gate/concept.hpp>

namespace retrain {

/// Use when whoever makes the rows has checked them, or where an experiment needs them as they are.
/// Rows without a known outcome, with an unknown label, or with an exit before its entry are dropped
/// all the same.
struct no_data_checks {
    using policy_role = data_gate_role;

    [[nodiscard]] static data_findings check(dataset_view,
                                             std::span<model_metadata const>) noexcept {
        return {};
    }
};

}  // namespace retrain
