#pragma once

#include <retrain/core/ledger_state.hpp>
#include <retrain/core/readiness.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/service/bookkeeping.hpp>
#include <retrain/trainer/concept.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

/// A person's request for the models that are selected by type or by name, all if none is.
template <class... Selected, class... Names>
[[nodiscard]] pending_request manual_request(std::string_view why, Names const&... names) {
    return {.reason = std::string{why},
            .models = {std::string{std::string_view{Selected::name}}...,
                       std::string{std::string_view{names}}...},
            .bypass_interval = true};
}

/// Refuses a request that names a model which none of `Trainers` makes.
template <TrainerBundle Trainers>
[[nodiscard]] readiness find_unknown(pending_request const& wanted) {
    for (auto const& model : wanted.models) {
        if (Trainers::index_of(model)) continue;
        std::string known;
        for (auto const& each : Trainers::names)
            known += (known.empty() ? "" : ", ") + std::string{each};
        return {refusal{skip_reason::unknown_model, "service"},
                "no model is named '" + model + "'; this service has: " + known};
    }
    return {};
}

/// The next try of what failed in `run`, which answered `wanted`, `delay` after its end; nothing if
/// nothing failed.
[[nodiscard]] inline std::optional<pending_request> next_try(pending_request const& wanted,
                                                             run_record const& run,
                                                             std::chrono::nanoseconds delay) {
    auto names = failed_models(run);
    if (!names) return std::nullopt;
    bool const again = wanted.reason.starts_with("next try");
    return pending_request{
        .reason = again ? wanted.reason
                        : "next try of run " + std::to_string(run.number) + ": " + run.reason,
        .models = names->empty() ? wanted.models : *std::move(names),
        // Where a part was judged, the interval is consumed, and the rest belongs to that run.
        .bypass_interval = wanted.bypass_interval || run.any_verdict(),
        .not_before = run.finished + delay};
}

}  // namespace retrain
