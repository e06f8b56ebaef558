#pragma once

#include <retrain/core/record.hpp>
#include <retrain/history/concept.hpp>

namespace retrain {

/// Keeps nothing. Use when the program listens to `retraining_completed` or looks at the reports
/// and needs no file.
struct no_history {
    using policy_role = history_role;

    static constexpr void record(run_record const&) noexcept {}
    static constexpr void record(skip_record const&) noexcept {}
};

}  // namespace retrain
