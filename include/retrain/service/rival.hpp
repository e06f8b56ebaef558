#pragma once

#include <retrain/core/log_level.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/store/concept.hpp>
#include <retrain/trainer/concept.hpp>

#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace retrain {

/// Another trial of a model name: the judge of a candidate that the store keeps.
template <Model M>
struct rival {
    M judge;
    model_metadata known;
};

/// The kept candidates of `model`, whatever became of them, but the one of the number `except`. One
/// that can't be read is told to `say` and left out: it was kept for inspection, and keeps no other
/// from serving. Throws what the store's list throws.
template <Model M, ModelStore Store>
[[nodiscard]] std::vector<rival<M>> kept_rivals(
    Store& store, std::string_view model, std::uint64_t except,
    std::function<void(log_level, std::string_view)> const& say) {
    std::vector<rival<M>> rivals;
    if constexpr (CandidateStore<Store>)
        for (auto const& kept : store.candidates(model)) {
            if (kept.number == except || kept.extension != M::extension) continue;
            try {
                rivals.push_back({M::load(store.read(kept.judge)), kept.metadata});
            } catch (std::exception const& failed) {
                if (say)
                    say(log_level::warning, "candidate " + std::to_string(kept.number) +
                                                " of model '" + std::string{model} +
                                                "' is not compared with: " + failed.what());
            }
        }
    return rivals;
}

}  // namespace retrain
