#pragma once

#include <retrain/detail/real_functions.hpp>
#include <retrain/detail/streaming_detector.hpp>
#include <retrain/drift/concept.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>

namespace retrain {

struct ddm_parameters {
    std::uint64_t warm_start = 30;  ///< values without an answer
    double warning = 2;             ///< standard deviations above the minimum; more than 0
    double drift = 3;               ///< likewise, and not less than `warning`

    [[nodiscard]] constexpr bool valid() const noexcept {
        return warning > 0 && drift >= warning && detail::is_finite(drift);
    }
    /// The thresholds `factor` times as far away.
    [[nodiscard]] constexpr ddm_parameters stricter(double factor) const noexcept {
        return {warm_start, warning * factor, drift * factor};
    }
};

namespace detail {
struct ddm_memory {
    double statistic = 0;
    std::uint64_t count = 0;
    double rate = 0;
    double least_rate = std::numeric_limits<double>::infinity();
    double least_deviation = std::numeric_limits<double>::infinity();

    [[nodiscard]] constexpr drift_level see(double value, ddm_parameters const& p) noexcept {
        rate += (std::clamp(value, 0.0, 1.0) - rate) / static_cast<double>(++count);
        statistic = rate;
        if (count <= p.warm_start) return drift_level::none;
        double const deviation = square_root(rate * (1 - rate) / static_cast<double>(count));
        if (rate + deviation <= least_rate + least_deviation) {
            least_rate = rate;
            least_deviation = deviation;
        }
        if (rate + deviation > least_rate + p.drift * least_deviation) return drift_level::drift;
        if (rate + deviation > least_rate + p.warning * least_deviation)
            return drift_level::warning;
        return drift_level::none;
    }

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor) {
        visitor(self.count, self.rate, self.least_rate, self.least_deviation);
    }
};
}  // namespace detail

/// Use when the stream is the errors (0 or 1) of a model that should only get better, and a sudden
/// rise is what you fear. Drift Detection Method (Gama et al., 2004): the rate of errors p has the
/// standard deviation s = sqrt(p (1 - p) / n); it drifts where p + s lies more than `drift` of the
/// deviations above the p that went with the least p + s so far, looked for after the warm start.
///
/// Its false alarms come early in a stream. Where the first values after the warm start are without
/// an error, the first one is an alarm at any threshold: make the warm start so long that this is
/// no chance, and calibrate the rest. Values are clipped to [0, 1]. The statistic is p.
template <ddm_parameters... Fixed>
class ddm : public detail::streaming_detector<detail::ddm_memory, ddm_parameters, Fixed...> {
   public:
    static constexpr std::string_view name = "ddm";
    using detail::streaming_detector<detail::ddm_memory, ddm_parameters,
                                     Fixed...>::streaming_detector;
};

}  // namespace retrain
