#pragma once

#include <retrain/core/reason.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/refusal.hpp>

#include <charconv>
#include <string>

namespace retrain {

namespace detail {
/// At most four significant digits, so that counts stay counts and hours stay readable.
[[nodiscard]] inline std::string short_number(double value) {
    char text[32];
    auto const end = std::to_chars(text, text + sizeof text, value, std::chars_format::general,
                                   value >= 1000 ? 12 : 4);
    return {text, end.ptr};
}
}  // namespace detail

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
    if (!no.unit.empty())
        text += ": " + detail::short_number(no.have) + " of " + detail::short_number(no.need) + " " +
                std::string{no.unit};
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
                std::string{*model.kept == candidate_state::waiting ? "that waits for approval"
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

/// One sentence about a run.
[[nodiscard]] inline std::string describe(run_record const& run) {
    std::string text = "run " + std::to_string(run.number) + " [" + run.reason + "] ";
    if (run.failure)
        return text + "failed, " + std::string{name(run.failure->why)} + ": " + run.failure->text;
    for (std::size_t index = 0; index < run.models.size(); ++index)
        text += (index == 0 ? "" : "; ") + describe(run.models[index]);
    return text;
}

}  // namespace retrain
