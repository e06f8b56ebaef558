#pragma once

#include <retrain/detail/real_functions.hpp>
#include <retrain/detail/streaming_detector.hpp>
#include <retrain/drift/concept.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

namespace retrain {

struct hddm_w_parameters {
    double drift = 0.001;    ///< probability of a false alarm at one value; above 0
    double warning = 0.005;  ///< likewise, at least `drift` and below 1
    double lambda = 0.05;    ///< weight of a new value; above 0, below 1
    bool two_sided = false;  ///< a fall of the mean counts as well

    [[nodiscard]] constexpr bool valid() const noexcept {
        return drift > 0 && drift <= warning && warning < 1 && lambda > 0 && lambda < 1;
    }
    /// Both probabilities to the power of `factor`.
    [[nodiscard]] hddm_w_parameters stricter(double factor) const noexcept {
        return {std::max(std::pow(drift, factor), 1e-300),
                std::max(std::pow(warning, factor), 1e-300), lambda, two_sided};
    }
};

namespace detail {
struct hddm_w_memory {
    struct average {
        std::uint64_t started = 0;
        double mean = 0;
        double weight = 1;  // sum of squared weights: what the bound depends on

        constexpr void add(double value, double lambda) noexcept {
            mean = started == 0 ? value : lambda * value + (1 - lambda) * mean;
            started = 1;
            weight = lambda * lambda + (1 - lambda) * (1 - lambda) * weight;
        }
        [[nodiscard]] constexpr double bound(double bits) const noexcept {
            return square_root(weight * bits / 2);
        }
    };
    /// What came before a cut and what came after it.
    struct halves {
        double cut = std::numeric_limits<double>::infinity();
        average before{};
        average after{};

        /// Cuts here if `bound` is lower than where it was cut before.
        constexpr void add(double value, double bound, average const& now, double lambda) noexcept {
            if (bound < cut)
                *this = {bound, now, {}};
            else
                after.add(value, lambda);
        }
    };

    double statistic = 0;
    average all{};
    halves rise{};
    halves fall{};

    [[nodiscard]] constexpr drift_level see(double value, hddm_w_parameters const& p) noexcept {
        value = std::clamp(value, 0.0, 1.0);
        all.add(value, p.lambda);
        double const bound = all.bound(logarithm(1 / p.drift));
        rise.add(value, all.mean + bound, all, p.lambda);
        fall.add(value, bound - all.mean, all, p.lambda);
        statistic = difference(rise);
        drift_level level = level_of(statistic, rise, p);
        if (!p.two_sided) return level;
        drift_level const fallen = level_of(-difference(fall), fall, p);
        if (fallen > level) {
            level = fallen;
            statistic = difference(fall);
        }
        return level;
    }

    [[nodiscard]] static constexpr double difference(halves const& both) noexcept {
        return both.after.started == 0 ? 0 : both.after.mean - both.before.mean;
    }
    [[nodiscard]] static constexpr drift_level level_of(double difference, halves const& both,
                                                        hddm_w_parameters const& p) noexcept {
        if (both.after.started == 0) return drift_level::none;
        double const weight = both.before.weight + both.after.weight;
        if (difference > square_root(weight * logarithm(1 / p.drift) / 2))
            return drift_level::drift;
        if (difference > square_root(weight * logarithm(1 / p.warning) / 2))
            return drift_level::warning;
        return drift_level::none;
    }

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor) {
        visit_average(self.all, visitor);
        visit_halves(self.rise, visitor);
        visit_halves(self.fall, visitor);
    }
    template <class Average, class Visitor>
    static void visit_average(Average& one, Visitor& visitor) {
        visitor(one.started, one.mean, one.weight);
    }
    template <class Halves, class Visitor>
    static void visit_halves(Halves& both, Visitor& visitor) {
        visitor(both.cut);
        visit_average(both.before, visitor);
        visit_average(both.after, visitor);
    }
};
}  // namespace detail

/// Use when the stream is numbers within [0, 1], such as errors, and a slow change counts. Drift
/// detection by McDiarmid's bounds on exponentially weighted averages (Frias-Blanco et al., 2015):
/// cuts where the average's upper bound was least, and drifts where the average after the cut lies
/// above the one before it by sqrt((w0 + w1) ln(1 / drift) / 2), w the sums of squared weights.
///
/// Values are clipped to [0, 1]. The statistic is the difference of the averages.
template <hddm_w_parameters... Fixed>
class hddm_w
    : public detail::streaming_detector<detail::hddm_w_memory, hddm_w_parameters, Fixed...> {
   public:
    static constexpr std::string_view name = "hddm_w";
    using detail::streaming_detector<detail::hddm_w_memory, hddm_w_parameters,
                                     Fixed...>::streaming_detector;
};

}  // namespace retrain
