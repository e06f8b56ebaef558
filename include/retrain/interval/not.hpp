#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/detail/from_settings.hpp>
#include <retrain/interval/concept.hpp>

#include <concepts>
#include <utility>

namespace retrain {

/// Use when a condition must not hold, such as market hours: allows exactly where `Part` refuses.
/// More time or more samples may withdraw its consent, so it is not monotone.
template <IntervalPolicy Part>
class not_ {
   public:
    using policy_role = interval_role;
    static constexpr bool counts_samples = retrain::counts_samples<Part>;

    constexpr not_()
        requires std::default_initializable<Part>
    = default;
    constexpr explicit not_(Part part) : part_{std::move(part)} {}

    [[nodiscard]] static constexpr not_ from_settings(settings const& values)
        requires detail::FromSettings<Part>
    {
        return not_{detail::from_settings<Part>(values)};
    }

    [[nodiscard]] constexpr bool allows(observation const& o) const noexcept {
        return !part_.allows(o);
    }
    [[nodiscard]] constexpr refusal refuses(observation const&) const noexcept {
        return {skip_reason::policy_refused, "not_"};
    }

   private:
    [[no_unique_address]] Part part_{};
};

}  // namespace retrain
