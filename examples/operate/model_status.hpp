#pragma once

#include "answer.hpp"
#include "page.hpp"
#include "place.hpp"
#include "readable_history.hpp"
#include "words.hpp"

#include <retrain/core/error.hpp>
#include <retrain/core/kept_candidate.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/history/history_reader.hpp>

#include <optional>
#include <string>
#include <utility>

namespace operate {

/// One model as its files tell.
struct model_status {
    std::string name{};
    std::optional<rt::model_manifest> manifest{};
    std::optional<rt::kept_candidate> waiting{};  ///< a winner that waits, or a challenger
    std::optional<rt::recorded_publication> publication{};  ///< of the live version, if recorded
    std::string damage{};                                   ///< why it can't be read; empty: it can
};

[[nodiscard]] inline model_status status_of(place const& at, readable_history& history,
                                            std::string name) {
    model_status model{.name = std::move(name)};
    try {
        auto const store = at.store();
        model.manifest = store.find(model.name);
        for (auto& kept : store.candidates(model.name))
            if (rt::is_open(kept.state) && !rt::has_expired(kept, now()))
                model.waiting = std::move(kept);
    } catch (rt::error const& damage) {
        model.damage = damage.what();
    }
    if (auto live = history.ask(
            [&](rt::history_reader const& past) { return past.live_at(model.name, now()); }))
        model.publication = *std::move(live);
    return model;
}

/// The gate's words, without those of the person who approved.
[[nodiscard]] inline std::string gate_said(rt::model_metadata const& known) {
    return one_line(known.verdict.substr(0, known.verdict.find("; ")));
}

inline void describe(model_status const& model, page& text) {
    auto const name = one_line(model.name);
    if (!model.damage.empty()) {
        text.line("live", name + "  can't be read: " + one_line(model.damage));
    } else if (!model.manifest) {
        text.line("live", name + "  none: no version was ever published");
    } else {
        auto const& live = model.manifest->champion;
        auto const& known = live.metadata;
        text.line("live",
                  name + "  version " + std::to_string(live.version) + ", generation " +
                      std::to_string(model.manifest->generation) +
                      (model.publication ? ", since " + when(model.publication->since) : ""));
        if (model.publication && !model.publication->by_hand.empty())
            text.more("by " + model.publication->by_hand + ": " + model.publication->because);
        text.more("trained " + when(known.trained_at) + " on " + count_of(known.rows, "row") +
                  " because of " + one_line(known.trained_because));
        text.more(scores(known.metrics) + "; " + gate_said(known));
        if (!model.manifest->pinned_because.empty())
            text.line("pinned", name + "  " + one_line(model.manifest->pinned_because));
    }
    if (model.waiting) {
        auto const& waits = *model.waiting;
        text.line(waits.state == rt::candidate_state::waiting ? "waits" : "beside",
                  name + "  candidate " + std::to_string(waits.number) + ", since " +
                      when(waits.kept_at));
        text.more(scores(waits.metadata.metrics) + "; " + gate_said(waits.metadata));
        if (waits.expires != rt::not_yet) text.more("expires " + when(waits.expires));
    }
}

[[nodiscard]] inline json to_json(rt::model_metadata const& known) {
    return {{"trained_at", time_json(known.trained_at)},
            {"because", known.trained_because},
            {"verdict", known.verdict},
            {"rows", known.rows},
            {"metrics", scores_json(known.metrics)}};
}

[[nodiscard]] inline json to_json(rt::kept_candidate const& kept) {
    return {{"candidate", kept.number},
            {"state", name(kept.state)},
            {"kept_at", time_json(kept.kept_at)},
            {"expires", time_json(kept.expires)},
            {"model", to_json(kept.metadata)}};
}

[[nodiscard]] inline json to_json(model_status const& model) {
    json data{{"name", model.name}, {"live", nullptr}, {"pinned", nullptr}, {"waiting", nullptr}};
    if (model.manifest) {
        data["live"] = {{"version", model.manifest->champion.version},
                        {"generation", model.manifest->generation},
                        {"since", model.publication ? time_json(model.publication->since) : json{}},
                        {"by_hand", model.publication ? json(model.publication->by_hand) : json{}},
                        {"model", to_json(model.manifest->champion.metadata)}};
        if (!model.manifest->pinned_because.empty())
            data["pinned"] = model.manifest->pinned_because;
    }
    if (model.waiting) data["waiting"] = to_json(*model.waiting);
    if (!model.damage.empty()) data["damage"] = model.damage;
    return data;
}

}  // namespace operate
