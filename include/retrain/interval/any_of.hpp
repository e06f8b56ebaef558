#pragma once

#include <retrain/core/any_of.hpp>
#include <retrain/core/observation.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/detail/from_settings.hpp>
#include <retrain/detail/pack.hpp>
#include <retrain/interval/concept.hpp>
#include <retrain/interval/minimum_interval.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <optional>
#include <utility>

namespace retrain {

/// Use when one of several conditions is enough, such as a week or a thousand new samples. Asks
/// its parts from left to right, up to the first that allows.
template <IntervalPolicy... Parts>
    requires(sizeof...(Parts) > 0)
class any_of<Parts...> {
   public:
    using policy_role = interval_role;
    static constexpr bool counts_samples = (retrain::counts_samples<Parts> || ...);

    constexpr any_of()
        requires(std::default_initializable<Parts> && ...)
    = default;
    constexpr explicit any_of(Parts... parts)
        : parts_{detail::make_pack<Parts...>(std::move(parts)...)} {}

    [[nodiscard]] static constexpr any_of from_settings(settings const& values)
        requires(detail::FromSettings<Parts> && ...)
    {
        return any_of{detail::from_settings<Parts>(values)...};
    }

    [[nodiscard]] constexpr bool allows(observation const& o) const noexcept {
        return parts_.apply([&](Parts const&... parts) { return (parts.allows(o) || ...); });
    }

    /// Every part says no whatever the number of new samples is.
    [[nodiscard]] constexpr bool refuses_uncounted(observation const& o) const noexcept {
        return parts_.apply([&](Parts const&... parts) {
            return (retrain::refuses_uncounted(parts, o) && ...);
        });
    }

    /// What the first part says; all of them refuse.
    [[nodiscard]] constexpr refusal refuses(observation const& o) const noexcept {
        return parts_.apply(
            [&](auto const& first, auto const&...) { return why_refused(first, o); });
    }

    /// The shortest that a part promises; nothing if one of them promises nothing.
    [[nodiscard]] constexpr std::optional<std::chrono::nanoseconds> minimum_interval()
        const noexcept {
        return parts_.apply([](Parts const&... parts) {
            return std::min({retrain::minimum_interval(parts)...});  // nothing is less than all
        });
    }

   private:
    [[no_unique_address]] detail::pack<Parts...> parts_{};
};

}  // namespace retrain
