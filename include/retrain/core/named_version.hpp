#pragma once

#include <retrain/core/kept_candidate.hpp>
#include <retrain/core/model_alias.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/version_name.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace retrain {

/// What a `version_name` stands for: a version, or a candidate, which has none yet.
struct named_version {
    model_version version{};         ///< its number is 0 for a candidate
    std::uint64_t candidate = 0;     ///< the candidate's number; 0 for a version
};

/// What `which` stands for at `now` in a model whose manifest and candidates these are; `manifest` is
/// null where nothing was ever published. Nothing where there is no such version.
[[nodiscard]] inline std::optional<named_version> find_version(
    version_name which, model_manifest const* manifest,
    std::span<kept_candidate const> candidates, time_point now) {
    if (which.alias() == model_alias::challenger) {
        for (auto const& kept : candidates)
            if (is_open(kept.state) && !has_expired(kept, now))
                return named_version{{0, kept.live, kept.judge, kept.metadata}, kept.number};
        return std::nullopt;
    }
    if (manifest == nullptr) return std::nullopt;
    if (which.alias() == model_alias::champion) return named_version{manifest->champion};
    if (which.alias() == model_alias::previous)
        return manifest->previous.empty() ? std::nullopt
                                          : std::optional{named_version{manifest->previous.front()}};
    auto const* const found = manifest->find(which.number());
    return found == nullptr ? std::nullopt : std::optional{named_version{*found}};
}

}  // namespace retrain
