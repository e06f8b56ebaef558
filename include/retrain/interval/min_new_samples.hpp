#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/detail/fixed_or_held.hpp>
#include <retrain/interval/concept.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace retrain {

namespace detail {
template <std::size_t... Count>
class samples_rule : fixed_or_held<std::size_t, Count...> {
   public:
    using policy_role = interval_role;
    using fixed_or_held<std::size_t, Count...>::fixed_or_held;
    static constexpr bool counts_samples = true;

    [[nodiscard]] constexpr bool allows(observation const& o) const noexcept {
        return o.new_samples >= this->value();
    }
    [[nodiscard]] constexpr refusal refuses(observation const& o) const noexcept {
        return {skip_reason::too_few_new_samples, "min_new_samples",
                static_cast<double>(o.new_samples), static_cast<double>(this->value()), "samples"};
    }
};
}  // namespace detail

/// Use when retraining on hardly anything new would be a waste: allows once `Count` mature rows
/// have arrived that no judged run has seen. Counting reads the training data.
/// `min_new_samples<100>` fixes the number in the type; `min_new_samples<>` holds it, from the
/// setting `min_new_samples` or from its constructor.
template <std::size_t... Count>
    requires(sizeof...(Count) <= 1)
class min_new_samples : public detail::samples_rule<Count...> {};

template <>
class min_new_samples<> : public detail::samples_rule<> {
   public:
    static constexpr std::array<std::string_view, 1> reads{"min_new_samples"};

    /// 100 unless told otherwise.
    constexpr explicit min_new_samples(std::size_t count = 100) noexcept
        : detail::samples_rule<>{count} {}

    [[nodiscard]] static constexpr min_new_samples from_settings(settings const& values) noexcept {
        return min_new_samples{values.min_new_samples.value()};
    }
};

}  // namespace retrain
