#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/kept_candidate.hpp>
#include <retrain/core/time.hpp>
#include <retrain/store/concept.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retrain {

/// The winner of `model` that waits, or stands beside the champion; nothing if there is none, or
/// the store keeps none.
template <ModelStore Store>
[[nodiscard]] std::optional<kept_candidate> open_candidate(Store& store, std::string_view model,
                                                           time_point now) {
    if constexpr (CandidateStore<Store>)
        for (auto const& kept : store.candidates(model))
            if (is_open(kept.state) && !has_expired(kept, now)) return kept;
    return std::nullopt;
}

/// The same; throws `error` (`bad_parameter`) if there is none.
template <ModelStore Store>
[[nodiscard]] kept_candidate require_open_candidate(Store& store, std::string_view model,
                                                    time_point now) {
    if (auto kept = open_candidate(store, model, now)) return *std::move(kept);
    throw error{failure_reason::bad_parameter,
                "no winner of model '" + std::string{model} +
                    "' waits for a decision; it may have expired, or a newer one was published"};
}

/// The kept candidate `number` of `model`; 0 is the latest. Throws `error` (`bad_parameter`) if
/// there is none.
template <ModelStore Store>
[[nodiscard]] kept_candidate require_candidate(Store& store, std::string_view model,
                                               std::uint64_t number) {
    if constexpr (CandidateStore<Store>)
        for (auto const& kept : store.candidates(model))
            if (number == 0 || kept.number == number) return kept;
    throw error{failure_reason::bad_parameter,
                "model '" + std::string{model} + "' has no kept candidate" +
                    (number == 0 ? std::string{} : " " + std::to_string(number)) +
                    " to promote; the store keeps the winner that waits and the latest others"};
}

/// Closes the candidates of `model` that have waited for too long.
template <ModelStore Store>
void expire_candidates(Store& store, std::string_view model, time_point now) {
    if constexpr (CandidateStore<Store>)
        for (auto const& kept : store.candidates(model))
            if (is_open(kept.state) && has_expired(kept, now))
                store.settle(model, kept.number, candidate_state::expired, "");
}

/// Closes the open candidate of `model` if its number is below `number`: a newer model went live.
/// True if nothing is open after that.
template <ModelStore Store>
bool supersede_candidate(Store& store, std::string_view model, std::uint64_t number) {
    if constexpr (CandidateStore<Store>)
        for (auto const& kept : store.candidates(model)) {
            if (!is_open(kept.state)) continue;
            if (kept.number >= number) return false;
            store.settle(model, kept.number, candidate_state::superseded, "");
        }
    return true;
}

}  // namespace retrain
