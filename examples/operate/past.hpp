#pragma once

#include "answer.hpp"
#include "page.hpp"
#include "place.hpp"
#include "words.hpp"

#include <retrain/core/iso_time.hpp>
#include <retrain/detail/row_count_columns.hpp>
#include <retrain/history/recorded.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

// Recorded runs and skips in words. Texts of a history are on one line already.
namespace operate {

/// What became of one model in a run.
[[nodiscard]] inline std::string outcome(rt::recorded_model const& model) {
    if (model.failure) return "failed, " + model.failure->why + ": " + model.failure->text;
    if (model.by_hand == "pin") return "was pinned: " + model.because;
    if (model.by_hand == "unpin") return "was unpinned: " + model.because;
    std::string text = model.published ? "went live, generation " + std::to_string(model.generation)
                       : model.kept == "waiting"
                           ? "has a winner that waits, candidate " + std::to_string(model.candidate)
                       : model.kept == "challenger"
                           ? "has a challenger, candidate " + std::to_string(model.candidate)
                           : "keeps the old model";
    if (!model.by_hand.empty()) text += ", by " + model.by_hand + ": " + model.because;
    return text;
}

/// The scores of a verdict that were computed, and what the test found.
[[nodiscard]] inline std::string figures(rt::recorded_verdict const& judged) {
    std::string text;
    auto const put = [&](std::string_view what, double value) {
        if (!std::isfinite(value)) return;
        text.append(text.empty() ? judged.metric + " of " : ", ").append(what).append(" ");
        text.append(rt::detail::short_number(value));
    };
    put("challenger", judged.challenger);
    put("champion", judged.champion);
    put("floor", judged.floor);
    if (text.empty()) return text;
    text += " on " + count_of(judged.rows, "row");
    if (!std::isfinite(judged.p_value)) return text;
    return text + "; p " + rt::detail::short_number(judged.p_value) + " to be below " +
           rt::detail::short_number(judged.alpha);
}

inline void describe(rt::recorded_run const& run, page& text, std::string_view label = "") {
    text.line(label, rt::iso_time(run.started) + "  " +
                         (run.number == 0 ? "by hand" : "run " + std::to_string(run.number)) +
                         "  " + run.reason);
    if (run.failure) text.more("  failed, " + run.failure->why + ": " + run.failure->text);
    for (auto const& model : run.models) {
        text.more("  " + model.name + " " + outcome(model));
        if (!model.verdict) continue;
        auto const& judged = *model.verdict;
        auto const meaning = meaning_of_verdict(judged.why);
        text.more("    " + judged.decision + ": " + judged.why +
                  (meaning.empty() ? "" : ", " + std::string{meaning}));
        if (auto const line = figures(judged); !line.empty()) text.more("    " + line);
        if (judged.decidable_from)
            text.more("    decidable from " + rt::iso_time(*judged.decidable_from));
    }
    for (auto const& warning : run.warnings) text.more("  warning: " + warning);
}

[[nodiscard]] inline json to_json(std::optional<rt::recorded_failure> const& failed) {
    return failed ? json{{"why", failed->why}, {"text", failed->text}} : json{};
}

[[nodiscard]] inline json to_json(rt::recorded_model const& model) {
    json data{{"name", model.name},
              {"published", model.published},
              {"generation", model.generation},
              {"failure", to_json(model.failure)},
              {"kept", model.kept},
              {"candidate", model.candidate},
              {"by_hand", model.by_hand},
              {"because", model.because},
              {"verdict", nullptr}};
    if (auto const& judged = model.verdict)
        data["verdict"] = {{"decision", judged->decision},
                           {"why", judged->why},
                           {"metric", judged->metric},
                           {"challenger", number_json(judged->challenger)},
                           {"champion", number_json(judged->champion)},
                           {"floor", number_json(judged->floor)},
                           {"rows", judged->rows},
                           {"p_value", number_json(judged->p_value)},
                           {"alpha", number_json(judged->alpha)}};
    return data;
}

[[nodiscard]] inline json to_json(rt::recorded_run const& run) {
    json models = json::array();
    for (auto const& model : run.models) models.push_back(to_json(model));
    json rows = json::object();
    rt::detail::each_row_count(run.rows, [&](char const* name, auto count) { rows[name] = count; });
    return {{"number", run.number},
            {"by_hand", run.number == 0},
            {"because", run.reason},
            {"started", time_json(run.started)},
            {"finished", time_json(run.finished)},
            {"rows", std::move(rows)},
            {"failure", to_json(run.failure)},
            {"models", std::move(models)},
            {"warnings", run.warnings}};
}

inline void describe(rt::recorded_skips const& skips, page& text, std::string_view label = "") {
    std::string line =
        std::to_string(skips.times) + (skips.times == 1 ? " time " : " times ") + skips.why;
    if (auto const measured = measure(skips.have, skips.need, skips.unit); !measured.empty())
        line += ", " + measured;
    text.line(label, line + ", last " + when(skips.last) + " for " + skips.reason);
    if (auto const meaning = meaning_of_skip(skips.why); !meaning.empty())
        text.more("  " + std::string{meaning});
}

[[nodiscard]] inline json to_json(rt::recorded_skips const& skips) {
    return {{"why", skips.why},
            {"policy", skips.policy},
            {"times", skips.times},
            {"first", time_json(skips.first)},
            {"last", time_json(skips.last)},
            {"because", skips.reason},
            {"have", skips.have},
            {"need", skips.need},
            {"unit", skips.unit}};
}

}  // namespace operate
