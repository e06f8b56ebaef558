#pragma once

#include <retrain/promotion/concept.hpp>

namespace retrain::laws {

/// [promotion.open] Where a winner goes that does not go live, it is open for a decision.
template <PromotionPolicy P>
[[nodiscard]] constexpr bool leaves_winners_open(P const& policy) {
    for (auto const kind : {decision_kind::promote, decision_kind::no_baseline}) {
        verdict won;
        won.kind = kind;
        auto const place = policy.place(won, time_point{});
        if (place && !is_open(place->state)) return false;
        if (place && place->expires != not_yet && place->expires <= time_point{}) return false;
    }
    return true;
}

}  // namespace retrain::laws
