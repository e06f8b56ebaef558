#pragma once

#include <optional>
#include <string_view>

namespace retrain {

/// Why a retraining was asked for: what a trigger answers and every record repeats.
struct reason {
    std::string_view what;          ///< a name with static storage: an event, a schedule, "drift"
    std::optional<double> amount{}; ///< the quantity that counted, such as a batch size
    /// What it is about, such as the columns that drifted or the detector that says so; valid until
    /// the trigger is asked again.
    std::string_view about{};

    friend constexpr bool operator==(reason const&, reason const&) = default;
};

}  // namespace retrain
