#pragma once

#include <retrain/detail/real_functions.hpp>
#include <retrain/detail/streaming_detector.hpp>
#include <retrain/drift/concept.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace retrain {

struct hddm_a_parameters {
    double drift = 0.001;    ///< probability of a false alarm at one value; above 0
    double warning = 0.005;  ///< likewise, at least `drift` and below 1
    bool two_sided = false;  ///< a fall of the mean counts as well

    [[nodiscard]] constexpr bool valid() const noexcept {
        return drift > 0 && drift <= warning && warning < 1;
    }
    /// Both probabilities to the power of `factor`.
    [[nodiscard]] hddm_a_parameters stricter(double factor) const noexcept {
        return {std::max(std::pow(drift, factor), 1e-300),
                std::max(std::pow(warning, factor), 1e-300), two_sided};
    }
};

namespace detail {
struct hddm_a_memory {
    struct average {
        std::uint64_t count = 0;
        double mean = 0;

        [[nodiscard]] constexpr double n() const noexcept { return static_cast<double>(count); }
        /// Hoeffding's bound of the mean at confidence exp(-`bits`).
        [[nodiscard]] constexpr double bound(double bits) const noexcept {
            return square_root(bits / (2 * n()));
        }
    };

    double statistic = 0;
    average all{};
    average low{};   // all, when its upper bound was least
    average high{};  // all, when its lower bound was greatest

    [[nodiscard]] constexpr drift_level see(double value, hddm_a_parameters const& p) noexcept {
        ++all.count;
        all.mean += (std::clamp(value, 0.0, 1.0) - all.mean) / all.n();
        double const bits = logarithm(1 / p.drift);
        if (low.count == 0) low = high = all;
        if (low.mean + low.bound(bits) >= all.mean + all.bound(bits)) low = all;
        if (high.mean - high.bound(bits) <= all.mean - all.bound(bits)) high = all;
        statistic = all.mean - low.mean;
        drift_level level = level_of(statistic, low, p);
        if (!p.two_sided) return level;
        drift_level const fallen = level_of(high.mean - all.mean, high, p);
        if (fallen > level) {
            level = fallen;
            statistic = all.mean - high.mean;
        }
        return level;
    }

    [[nodiscard]] constexpr drift_level level_of(double difference, average const& cut,
                                                 hddm_a_parameters const& p) const noexcept {
        if (cut.count == all.count) return drift_level::none;
        double const m = (all.n() - cut.n()) / cut.n() / all.n();
        if (difference >= square_root(m / 2 * logarithm(2 / p.drift))) return drift_level::drift;
        if (difference >= square_root(m / 2 * logarithm(2 / p.warning)))
            return drift_level::warning;
        return drift_level::none;
    }

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor) {
        visitor(self.all.count, self.all.mean, self.low.count, self.low.mean, self.high.count,
                self.high.mean);
    }
};
}  // namespace detail

/// Use when the stream is numbers within [0, 1], such as errors, and a sudden change counts.
/// Drift detection by Hoeffding's bounds on averages (Frias-Blanco et al., 2015): remembers the
/// average when its upper bound was least, and drifts where that of all values lies above it by
/// sqrt((1/n0 - 1/n) / 2 ln(2 / drift)), n0 of n values being in the former.
///
/// Values are clipped to [0, 1]. The statistic is the difference of the averages.
template <hddm_a_parameters... Fixed>
class hddm_a
    : public detail::streaming_detector<detail::hddm_a_memory, hddm_a_parameters, Fixed...> {
   public:
    static constexpr std::string_view name = "hddm_a";
    using detail::streaming_detector<detail::hddm_a_memory, hddm_a_parameters,
                                     Fixed...>::streaming_detector;
};

}  // namespace retrain
