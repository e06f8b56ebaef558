#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/intervention.hpp>
#include <retrain/core/kept_candidate.hpp>
#include <retrain/core/reason.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/verdict.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace retrain {

/// A failure with its type and its sentence.
struct failure {
    failure_reason why = failure_reason::unexpected;
    std::string text{};
};

/// What a run did to one model.
struct model_outcome {
    std::string name{};
    std::optional<retrain::verdict> verdict{};  ///< absent where the run failed before judging
    std::optional<retrain::failure> failure{};  ///< present where this model failed
    bool published = false;
    std::uint64_t generation = 0;               ///< live after the run; 0 while there is none
    std::string backup{};                         ///< path of the old model's copy, if one was made
    std::size_t rounds = 0;                     ///< boosting rounds of the judge, where it has any
    double seconds = 0;
    std::optional<candidate_state> kept{};      ///< what it is kept as where it did not go live
    std::uint64_t candidate = 0;                ///< its number among the kept candidates; 0: none
    std::optional<intervention> by_hand{};      ///< present where no run of a service did it
};

/// How the rows of the source were used; `kept + dropped() == read` always.
struct row_counts {
    std::size_t read = 0;
    std::size_t kept = 0;          ///< mature, admitted by the filter and passed by the data gate
    std::size_t immature = 0;      ///< their outcome is not known yet
    std::size_t unknown_label = 0; ///< the label is none of the classes
    std::size_t out_of_order = 0;  ///< the exit is before the entry
    std::size_t filtered = 0;      ///< the row filter said no
    std::size_t insufficient = 0;  ///< the row filter could not tell
    std::size_t infinite = 0;      ///< a feature or the weight is not finite
    std::size_t duplicate = 0;     ///< equals an earlier row in everything
    std::size_t rare_class = 0;    ///< of a class with too few rows
    std::size_t unfit = 0;         ///< refused by a data gate of the program's own
    std::size_t new_samples = 0;   ///< kept and not seen by a judged run
    std::size_t revised = 0;       ///< kept, known by their key, with other contents
    std::size_t training = 0;      ///< the judge learned from them
    std::size_t outside_window = 0;///< could have trained the judge, but for the window
    std::size_t purged = 0;        ///< touch the hold-out's label intervals
    std::size_t holdout = 0;
    bool unpurged = false;         ///< training rows may look into the hold-out: `allow_unpurged`

    [[nodiscard]] constexpr std::size_t dropped() const noexcept {
        return immature + unknown_label + out_of_order + filtered + insufficient + infinite +
               duplicate + rare_class + unfit;
    }
};

/// One run, from its reason to its end: what history, reports and announcements carry.
struct run_record {
    std::size_t number = 0;               ///< counts runs, over restarts, from 1
    std::string service{};                  ///< the service's tag
    std::string reason{};                   ///< `reason::what` with its amount, or a person's words
    std::size_t coalesced = 0;            ///< further requests that this run answered
    time_point started{};
    time_point finished{};
    row_counts rows{};
    std::vector<model_outcome> models{};
    std::optional<retrain::failure> failure{};  ///< present where the whole run failed
    std::vector<std::string> warnings{};

    [[nodiscard]] bool any_published() const noexcept {
        for (auto const& model : models)
            if (model.published) return true;
        return false;
    }
    [[nodiscard]] bool any_verdict() const noexcept {
        for (auto const& model : models)
            if (model.verdict && !model.failure) return true;
        return false;
    }
    [[nodiscard]] bool cancelled() const noexcept {
        if (failure && failure->why == failure_reason::cancelled) return true;
        for (auto const& model : models)
            if (model.failure && model.failure->why == failure_reason::cancelled) return true;
        return false;
    }
    [[nodiscard]] bool any_failure() const noexcept {
        if (failure) return true;
        for (auto const& model : models)
            if (model.failure) return true;
        return false;
    }
};

/// A wanted run that did not start.
struct skip_record {
    std::string service{};
    std::string reason{};
    refusal refused{};
    time_point at{};
    std::size_t times = 1;         ///< how often in a row, `at` being the first
    time_point last_at = not_yet;  ///< and this the last; left as it is where there was one
};

/// What `retrain()` answers: the run it made, or why there was none.
struct run_report {
    std::optional<refusal> skipped{};
    run_record run{};
    std::string text{};  ///< one sentence that sums it up

    /// A run took place, no part of it failed, and at least one model was judged.
    [[nodiscard]] explicit operator bool() const noexcept {
        return !skipped && !run.any_failure() && run.any_verdict();
    }
};

}  // namespace retrain
