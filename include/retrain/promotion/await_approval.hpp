#pragma once

#include <retrain/core/duration_constant.hpp>
#include <retrain/promotion/concept.hpp>

#include <chrono>
#include <optional>

namespace retrain {

/// Use when a person has the last word: a winner waits in the store, also over restarts, until
/// `approve` lets it go live or `decline` does not, `Patience` has passed, or a newer winner takes
/// its place. Approving scores it once more, on the rows whose outcome became known meanwhile. The
/// first model of a name waits as well, so until then nothing serves.
/// `await_approval<>` waits for 7 days, `await_approval<48h>` for two.
template <duration_constant Patience = std::chrono::days{7}>
struct await_approval {
    using policy_role = promotion_role;
    static_assert(Patience.nanoseconds > 0,
                  "await_approval<Patience>: the patience is a span longer than zero");

    [[nodiscard]] static constexpr std::optional<set_aside_as> place(verdict const&,
                                                                     time_point now) noexcept {
        return set_aside_as{candidate_state::waiting, now + std::chrono::nanoseconds{Patience}};
    }
};

}  // namespace retrain
