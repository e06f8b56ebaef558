#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/kept_candidate.hpp>
#include <retrain/detail/json_document.hpp>
#include <retrain/store/manifest_json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The list of a name's kept candidates as the JSON text of its file.
namespace retrain::detail {

inline constexpr std::uint64_t candidates_format = 1;

/// The latest first, and the number of the next one.
struct candidate_list {
    std::vector<kept_candidate> kept{};
    std::uint64_t next_number = 1;
};

[[nodiscard]] inline std::string candidates_to_json(candidate_list const& candidates) {
    json list = json::array();
    for (auto const& candidate : candidates.kept)
        list.push_back({{"number", candidate.number},
                        {"state", name(candidate.state)},
                        {"extension", text_value(candidate.extension)},
                        {"live", seal_value(candidate.live)},
                        {"judge", seal_value(candidate.judge)},
                        {"metadata", metadata_value(candidate.metadata)},
                        {"kept_at", time_value(candidate.kept_at)},
                        {"expires", time_value(candidate.expires)},
                        {"because", text_value(candidate.because)},
                        {"generation", candidate.generation}});
    return write_document(
        {{"next_number", candidates.next_number}, {"candidates", std::move(list)}},
        candidates_format);
}

[[nodiscard]] inline candidate_state read_state(json_field const& field) {
    auto const text = field.text();
    for (auto const state :
         {candidate_state::rejected, candidate_state::waiting, candidate_state::challenger,
          candidate_state::declined, candidate_state::expired, candidate_state::superseded})
        if (name(state) == text) return state;
    field.refuse("a candidate's state");
}

/// The list that `text` is; `place` is its path, for messages. Throws `error`: `corrupt_model`
/// where the text is not as it was written, `store_failed` where a later library wrote it.
[[nodiscard]] inline candidate_list candidates_from_json(std::string_view text,
                                                         std::string const& place) {
    try {
        auto const content = read_document(text, candidates_format);
        json_field const root{content, ""};
        candidate_list candidates{.kept = {}, .next_number = root["next_number"].count()};
        root["candidates"].each([&](json_field const& from) {
            // Lists of earlier versions of the library name no generation.
            auto const generation = from.has("generation") ? from["generation"].count() : 0;
            candidates.kept.push_back({from["number"].count(), read_state(from["state"]),
                                  from["extension"].text(), read_seal(from["live"]),
                                  read_seal(from["judge"]), read_metadata(from["metadata"]),
                                  from["kept_at"].time(), from["expires"].time(),
                                  from["because"].text(), generation});
        });
        return candidates;
    } catch (damaged_document const& damage) {
        throw error{failure_reason::corrupt_model,
                    "the list of candidates '" + place + "' is damaged: it " + damage.what()};
    } catch (later_document const& later) {
        throw error{failure_reason::store_failed,
                    "the list of candidates '" + place + "' " + later.what()};
    }
}

}  // namespace retrain::detail
