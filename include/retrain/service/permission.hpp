#pragma once

#include <retrain/core/observation.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/interval/back_off.hpp>
#include <retrain/interval/concept.hpp>

#include <chrono>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>

namespace retrain {

/// Whether a run that nobody asked for by hand may begin, and if not, who refuses it: the back-off
/// after failures, or the interval policy.
template <IntervalPolicy Interval>
class permission {
   public:
    constexpr permission(Interval interval, back_off<> after_failures)
        : interval_{std::move(interval)}, back_off_{after_failures} {}

    /// Who refuses whatever the number of new samples is, if anybody does.
    [[nodiscard]] constexpr std::optional<refusal> refused_uncounted(
        observation seen) const noexcept {
        seen.new_samples = std::numeric_limits<std::size_t>::max();
        if (!back_off_.allows(seen)) return why_refused(back_off_, seen);
        if (refuses_uncounted(interval_, seen)) return why_refused(interval_, seen);
        return std::nullopt;
    }

    /// What the interval policy refuses once the new samples are counted.
    [[nodiscard]] constexpr std::optional<refusal> refused(observation const& seen) const noexcept {
        if (interval_.allows(seen)) return std::nullopt;
        return why_refused(interval_, seen);
    }

    /// How long to wait after so many failed runs in a row.
    [[nodiscard]] constexpr std::chrono::nanoseconds delay(std::size_t failures) const noexcept {
        return back_off_.delay(failures);
    }
    [[nodiscard]] constexpr std::chrono::nanoseconds longest_delay() const noexcept {
        return delay(std::numeric_limits<std::size_t>::max());
    }

    [[nodiscard]] constexpr Interval const& interval() const noexcept { return interval_; }

   private:
    Interval interval_;
    back_off<> back_off_;
};

}  // namespace retrain
