#pragma once

#include <retrain/core/time.hpp>

#include <string_view>

namespace retrain {

/// Why a wanted retraining did not start. `name(skip_reason)` is its spelling in every record.
enum class skip_reason {
    busy,                ///< a run of this service is going on
    locked_elsewhere,    ///< another process is retraining the same model directory
    interval_not_over,   ///< too little time since the last run
    too_few_new_samples, ///< too few mature rows that no judged run has seen
    backing_off,         ///< the last run failed, its next try is later
    policy_refused,      ///< an interval policy that gives no reason of its own said no
    unknown_model,       ///< a model was named that the service does not have
    store_read_only,     ///< the model directory can be read but not written
    paused,              ///< somebody paused the service
    shutting_down,       ///< the service is being destroyed
};

[[nodiscard]] constexpr std::string_view name(skip_reason why) noexcept {
    switch (why) {
        case skip_reason::busy: return "busy";
        case skip_reason::locked_elsewhere: return "locked_elsewhere";
        case skip_reason::interval_not_over: return "interval_not_over";
        case skip_reason::too_few_new_samples: return "too_few_new_samples";
        case skip_reason::backing_off: return "backing_off";
        case skip_reason::policy_refused: return "policy_refused";
        case skip_reason::unknown_model: return "unknown_model";
        case skip_reason::store_read_only: return "store_read_only";
        case skip_reason::paused: return "paused";
        case skip_reason::shutting_down: return "shutting_down";
    }
    return "unknown";
}

/// A refusal with its measure: what there was and what it takes, in `unit`.
struct refusal {
    skip_reason why = skip_reason::policy_refused;
    std::string_view policy{};  ///< who refused; static storage
    double have = 0;
    double need = 0;
    std::string_view unit{};    ///< "hours", "samples"; empty where no measure applies

    friend constexpr bool operator==(refusal const&, refusal const&) = default;
};

}  // namespace retrain
