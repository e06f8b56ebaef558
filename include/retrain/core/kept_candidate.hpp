#pragma once

#include <retrain/core/model_version.hpp>
#include <retrain/core/time.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace retrain {

/// Where a candidate stands that is kept and not live.
enum class candidate_state {
    rejected,    ///< the gate refused it; kept for inspection
    waiting,     ///< it won, and waits until a person approves or declines it
    challenger,  ///< it won, and stays beside the champion
    declined,    ///< a person said no
    expired,     ///< nobody answered in time
    superseded,  ///< a newer winner took its place
};

[[nodiscard]] constexpr std::string_view name(candidate_state state) noexcept {
    switch (state) {
        case candidate_state::rejected: return "rejected";
        case candidate_state::waiting: return "waiting";
        case candidate_state::challenger: return "challenger";
        case candidate_state::declined: return "declined";
        case candidate_state::expired: return "expired";
        case candidate_state::superseded: return "superseded";
    }
    return "unknown";
}

/// The gate has let it through, and nothing has been decided since.
[[nodiscard]] constexpr bool is_open(candidate_state state) noexcept {
    return state == candidate_state::waiting || state == candidate_state::challenger;
}

/// A trained model that is kept and not live. Its files are immutable, and sealed like a version's.
struct kept_candidate {
    std::uint64_t number = 0;        ///< counts the kept candidates of a name, from 1
    candidate_state state = candidate_state::rejected;
    std::string extension{};         ///< without a dot
    file_seal live{};                ///< equals `judge` where no model was trained on all rows
    file_seal judge{};
    model_metadata metadata{};
    time_point kept_at{};
    time_point expires = not_yet;    ///< when a waiting one expires; `not_yet`: it does not
    std::string because{};           ///< what the person said who declined it
    std::uint64_t generation = 0;    ///< of its model's manifest when it was kept
};

/// It has waited for longer than it was to wait.
[[nodiscard]] inline bool has_expired(kept_candidate const& kept, time_point now) noexcept {
    return kept.expires != not_yet && now >= kept.expires;
}

/// `champion` is a newer model than `kept`, and went live after `kept` was set aside. Versions count
/// generations, so neither one that a rollback brought back nor one that was trained while the clock
/// was ahead is newer.
[[nodiscard]] inline bool is_superseded(kept_candidate const& kept,
                                        model_version const& champion) noexcept {
    return champion.version > kept.generation &&
           champion.metadata.trained_at > kept.metadata.trained_at;
}

}  // namespace retrain
