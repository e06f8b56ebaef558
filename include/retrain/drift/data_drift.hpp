#pragma once

#include <retrain/drift/two_sample.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace retrain {

/// Whether recent rows come from another distribution than the reference.
enum class drift_answer : std::uint8_t {
    same,          ///< nothing that counts as drift was found
    drifted,
    insufficient,  ///< too few values on a side, or too few windows to learn a threshold from
};

[[nodiscard]] constexpr std::string_view name(drift_answer answer) noexcept {
    switch (answer) {
        case drift_answer::same: return "same";
        case drift_answer::drifted: return "drifted";
        case drift_answer::insufficient: return "insufficient";
    }
    return "unknown";
}

/// One column's answer. What was not computed is NaN. One that the reference has no value of is
/// `insufficient`, and counts nowhere.
struct column_drift {
    std::string name{};
    two_sample_test test = two_sample_test::ks;
    drift_answer answer = drift_answer::insufficient;
    double distance = std::numeric_limits<double>::quiet_NaN();
    double threshold = std::numeric_limits<double>::quiet_NaN();
    double p_value = std::numeric_limits<double>::quiet_NaN();  ///< adjusted for all columns
    double reference_missing = 0;  ///< share of the reference's rows without a finite value
    double missing = 0;            ///< the same of the recent rows
    bool missing_changed = false;  ///< which is a drift of the column, whatever `answer` says

    [[nodiscard]] constexpr bool drifted() const noexcept {
        return answer == drift_answer::drifted || missing_changed;
    }
};

/// A data set's answer.
struct data_drift {
    drift_answer answer = drift_answer::insufficient;
    std::size_t drifted = 0;       ///< columns
    std::size_t insufficient = 0;  ///< columns that could tell nothing
    std::vector<column_drift> columns{};
};

}  // namespace retrain
