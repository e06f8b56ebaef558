#pragma once

#include <retrain/promotion/concept.hpp>

#include <optional>

namespace retrain {

/// Use when a winner is to prove itself beside the champion, on live traffic or in shadow, before
/// it replaces it: it is kept as the challenger, for as long as no newer winner takes its place,
/// and `challenger<Name>()` answers with it. `approve` makes it live. The first model of a name has
/// no champion to stand beside, so it goes live at once.
struct keep_as_challenger {
    using policy_role = promotion_role;

    [[nodiscard]] static constexpr std::optional<set_aside_as> place(verdict const& v,
                                                                     time_point) noexcept {
        if (v.kind == decision_kind::no_baseline) return std::nullopt;
        return set_aside_as{candidate_state::challenger, not_yet};
    }
};

}  // namespace retrain
