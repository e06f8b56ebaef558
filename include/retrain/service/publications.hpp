#pragma once

#include <retrain/core/intervention.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/time.hpp>

#include <algorithm>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

namespace retrain {

/// What `manifest` knows of generations that went live, the earliest first: a record each, as a
/// history of `service` gets it where the process that published it ended before it could record
/// it. None of them lies after `now`. A store that does not note who was live when tells nothing.
[[nodiscard]] inline std::vector<run_record> publications_of(model_manifest const& manifest,
                                                             std::string_view service,
                                                             time_point now) {
    std::vector<run_record> found;
    for (auto const& change : manifest.lives | std::views::reverse) {
        auto because = "generation " + std::to_string(change.generation) +
                       " went live without a record: its process ended first, or the record is gone";
        if (!change.because.empty()) because += "; it went live because: " + change.because;
        auto& run = found.emplace_back();
        run.service = service;
        run.reason = "recovery: " + because;
        run.started = run.finished = std::min(change.at, now);
        run.models.push_back(
            {.name = manifest.name,
             .published = true,
             .generation = change.generation,
             .by_hand = intervention{intervention_kind::recovery, std::move(because)}});
    }
    return found;
}

}  // namespace retrain
