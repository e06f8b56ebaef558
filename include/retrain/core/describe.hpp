#pragma once

#include <retrain/core/reason.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/detail/measure_text.hpp>

#include <algorithm>
#include <string>

namespace retrain {

/// "analysis_completed (64)" or "data_drift (2): momentum, volume": a trigger's reason for a
/// person.
[[nodiscard]] inline std::string describe(reason const& why) {
    std::string text{why.what};
    if (why.amount) text += " (" + detail::short_number(*why.amount) + ")";
    if (!why.about.empty()) text.append(": ").append(why.about);
    return text;
}

/// "interval_not_over: 5.5 of 24 hours (min_interval)": a refusal for a person.
[[nodiscard]] inline std::string describe(refusal const& no) {
    std::string text{name(no.why)};
    if (no.why == skip_reason::store_read_only) text += ": the models directory can't be written";
    if (!no.unit.empty()) text += ": " + detail::measure_text(no.have, no.need, no.unit);
    if (!no.policy.empty()) text += " (" + std::string{no.policy} + ")";
    return text;
}

/// What became of one model, in a few words.
[[nodiscard]] inline std::string describe(model_outcome const& model) {
    if (model.failure)
        return model.name + " failed, " + std::string{name(model.failure->why)} + ": " +
               model.failure->text;
    if (!model.verdict && !model.by_hand) return model.name + " not judged";
    std::string text = model.name;
    if (model.by_hand && model.by_hand->kind == intervention_kind::rollback)
        text += " rolled back, generation " + std::to_string(model.generation);
    else if (model.by_hand && model.by_hand->kind == intervention_kind::pin)
        return text + " is pinned, generation " + std::to_string(model.generation);
    else if (model.by_hand && model.by_hand->kind == intervention_kind::unpin)
        return text + " is pinned no longer, generation " + std::to_string(model.generation);
    else if (model.published)
        text += " is live, generation " + std::to_string(model.generation);
    else if (model.kept && is_open(*model.kept))
        text += " has a winner " +
                std::string{*model.kept == candidate_state::waiting ? "that waits"
                                                                    : "as challenger"} +
                ", candidate " + std::to_string(model.candidate);
    else
        text += " keeps the old model";
    if (model.by_hand && model.by_hand->kind != intervention_kind::rollback)
        text += ", by " + std::string{name(model.by_hand->kind)};
    if (!model.verdict) return text;
    return text + " (" + std::string{name(model.verdict->kind)} + ": " +
           std::string{name(model.verdict->why)} + ")";
}

namespace detail {
/// "run 12"; "by hand" for a person's act, "recovery" for what a history was found to lack.
[[nodiscard]] inline std::string title(run_record const& run) {
    if (run.number != 0) return "run " + std::to_string(run.number);
    bool const found_later = std::ranges::any_of(run.models, [](model_outcome const& model) {
        return model.by_hand && model.by_hand->kind == intervention_kind::recovery;
    });
    return found_later ? "recovery" : "by hand";
}
}  // namespace detail

/// One sentence about a run, or about a person's act.
[[nodiscard]] inline std::string describe(run_record const& run) {
    std::string text = detail::title(run) + " [" + run.reason + "] ";
    if (run.failure)
        return text + "failed, " + std::string{name(run.failure->why)} + ": " + run.failure->text;
    for (std::size_t index = 0; index < run.models.size(); ++index)
        text += (index == 0 ? "" : "; ") + describe(run.models[index]);
    return text;
}

}  // namespace retrain
