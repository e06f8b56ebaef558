#pragma once

#include <retrain/core/all_of.hpp>
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

/// Use when several conditions must hold at once, such as enough time and enough new samples.
/// Asks its parts from left to right, up to the first that refuses.
template <IntervalPolicy... Parts>
    requires(sizeof...(Parts) > 0)
class all_of<Parts...> {
   public:
    using policy_role = interval_role;
    static constexpr bool counts_samples = (retrain::counts_samples<Parts> || ...);

    constexpr all_of()
        requires(std::default_initializable<Parts> && ...)
    = default;
    constexpr explicit all_of(Parts... parts)
        : parts_{detail::make_pack<Parts...>(std::move(parts)...)} {}

    [[nodiscard]] static constexpr all_of from_settings(settings const& values)
        requires(detail::FromSettings<Parts> && ...)
    {
        return all_of{detail::from_settings<Parts>(values)...};
    }

    [[nodiscard]] constexpr bool allows(observation const& o) const noexcept {
        return parts_.apply([&](Parts const&... parts) { return (parts.allows(o) && ...); });
    }

    /// No number of new samples would change a no.
    [[nodiscard]] constexpr bool refuses_uncounted(observation const& o) const noexcept {
        return parts_.apply([&](Parts const&... parts) {
            return (retrain::refuses_uncounted(parts, o) || ...);
        });
    }

    /// What the first part says that refuses whatever the number of new samples is, which may not
    /// have been counted; else the first that refuses.
    [[nodiscard]] constexpr refusal refuses(observation const& o) const noexcept {
        return parts_.apply([&](Parts const&... parts) {
            std::optional<refusal> uncounted;
            std::optional<refusal> counted;
            auto const ask = [&](auto const& part) {
                if (!uncounted && retrain::refuses_uncounted(part, o))
                    uncounted = why_refused(part, o);
                if (!counted && !part.allows(o)) counted = why_refused(part, o);
            };
            (ask(parts), ...);
            return uncounted ? *uncounted : counted.value_or(refusal{});
        });
    }

    /// The longest that any part promises.
    [[nodiscard]] constexpr std::optional<std::chrono::nanoseconds> minimum_interval()
        const noexcept {
        return parts_.apply([](Parts const&... parts) {
            return std::max({retrain::minimum_interval(parts)...});  // nothing is less than all
        });
    }

   private:
    [[no_unique_address]] detail::pack<Parts...> parts_{};
};

}  // namespace retrain
