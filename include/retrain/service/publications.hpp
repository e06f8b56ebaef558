#pragma once

#include <retrain/core/intervention.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/time.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace retrain {

/// What `manifest` knows of generations that went live, the earliest first: a record each, as a
/// history of `service` gets it where the process that published it ended before it could record
/// it. A version went live when it was trained, as far as anybody knows; where a person let it go
/// live, or made an earlier version live again, it is found so at `now`.
[[nodiscard]] inline std::vector<run_record> publications_of(model_manifest const& manifest,
                                                             std::string_view service,
                                                             time_point now) {
    std::vector<run_record> found;
    auto const add = [&](std::uint64_t generation, time_point at) {
        auto const because = "generation " + std::to_string(generation) +
                             " went live without a record: its process ended first, or the record "
                             "is gone";
        auto& run = found.emplace_back();
        run.service = service;
        run.reason = "recovery: " + because;
        run.started = run.finished = std::min(at, now);
        run.models.push_back({.name = manifest.name,
                              .published = true,
                              .generation = generation,
                              .by_hand = intervention{intervention_kind::recovery, because}});
    };
    auto const add_version = [&](model_version const& version) {
        bool const by_hand = version.metadata.verdict.find("; ") != std::string::npos;
        bool const dated = version.metadata.trained_at != not_yet && !by_hand;
        add(version.version, dated ? version.metadata.trained_at : now);
    };
    for (auto const& version : manifest.previous) add_version(version);
    add_version(manifest.champion);
    if (manifest.generation != manifest.champion.version) add(manifest.generation, now);
    std::ranges::sort(found, {}, [](run_record const& run) { return run.models[0].generation; });
    return found;
}

}  // namespace retrain
