#pragma once

#include "answer.hpp"
#include "model_status.hpp"
#include "page.hpp"
#include "place.hpp"
#include "words.hpp"

#include <retrain/core/model_alias.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace operate {

/// What is kept of each model: versions, which can be gone back to, and candidates.
[[nodiscard]] inline answer versions(place const& at) {
    answer result;
    page text;
    json models = json::array();
    for (auto const& each : trading::models::names) {
        std::string const name{each};
        auto const store = at.store();
        auto const manifest = store.find(name);
        json kept = json::array();
        std::vector<std::vector<std::string>> rows;
        auto const add = [&](rt::model_version const& version,
                             std::optional<rt::model_alias> which, bool pinned) {
            auto const& known = version.metadata;
            std::string const alias{which ? rt::name(*which) : ""};
            rows.push_back({"version " + std::to_string(version.version),
                            pinned ? alias + ", pinned" : alias,
                            "trained " + rt::iso_time(known.trained_at),
                            count_of(known.rows, "row"), scores(known.metrics)});
            kept.push_back({{"version", version.version},
                            {"alias", alias},
                            {"pinned", pinned},
                            {"file", version.live.file},
                            {"sha256", version.live.sha256},
                            {"model", to_json(known)}});
        };
        if (manifest) {
            using enum rt::model_alias;
            add(manifest->champion, champion, !manifest->pinned_because.empty());
            for (auto const& version : manifest->previous) {
                bool const latest = &version == &manifest->previous.front();
                add(version, latest ? std::optional{previous} : std::nullopt, false);
            }
        }
        json candidates = json::array();
        for (auto const& candidate : store.candidates(name)) {
            auto const& known = candidate.metadata;
            bool const late = rt::is_open(candidate.state) && rt::has_expired(candidate, now());
            auto const state =
                std::string{rt::name(late ? rt::candidate_state::expired : candidate.state)};
            rows.push_back({"candidate " + std::to_string(candidate.number), state,
                            "trained " + rt::iso_time(known.trained_at),
                            count_of(known.rows, "row"), scores(known.metrics)});
            candidates.push_back(to_json(candidate));
            candidates.back()["state"] = state;
        }
        if (rows.empty()) rows.push_back({"nothing is kept: no run has made a model yet"});
        text.line(one_line(name), "").table("", rows);
        models.push_back(
            {{"name", name}, {"versions", std::move(kept)}, {"candidates", std::move(candidates)}});
    }
    result.data["models"] = std::move(models);
    result.text = text.text();
    return result;
}

}  // namespace operate
