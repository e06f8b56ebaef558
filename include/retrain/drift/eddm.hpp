#pragma once

#include <retrain/detail/real_functions.hpp>
#include <retrain/detail/streaming_detector.hpp>
#include <retrain/drift/concept.hpp>

#include <cmath>
#include <cstdint>
#include <string_view>

namespace retrain {

struct eddm_parameters {
    std::uint64_t warm_start = 30;  ///< errors, and values, without an answer
    double warning = 0.95;          ///< share of the largest distance; below 1
    double drift = 0.9;             ///< likewise, above 0 and at most `warning`

    [[nodiscard]] constexpr bool valid() const noexcept {
        return drift > 0 && drift <= warning && warning < 1;
    }
    /// Both shares to the power of `factor`.
    [[nodiscard]] eddm_parameters stricter(double factor) const noexcept {
        return {warm_start, std::pow(warning, factor), std::pow(drift, factor)};
    }
};

namespace detail {
struct eddm_memory {
    double statistic = 1;
    std::uint64_t count = 0;
    std::uint64_t errors = 0;
    std::uint64_t last_error = 0;
    std::uint64_t warned = 0;
    double mean = 0;     // of the distances between errors
    double squares = 0;  // sum of squared deviations from it
    double largest = -1;

    [[nodiscard]] constexpr drift_level see(double value, eddm_parameters const& p) noexcept {
        ++count;
        if (value < 0.5) return so_far();
        auto const distance = static_cast<double>(count - last_error);
        last_error = count;
        auto const n = static_cast<double>(++errors);
        double const off = distance - mean;
        mean += off / n;
        squares += off * (distance - mean);
        if (count <= p.warm_start) return so_far();
        double const reach = mean + 2 * square_root(errors > 1 ? squares / (n - 1) : 0);
        if (reach > largest) largest = reach;
        statistic = reach / largest;
        bool const warm = errors > p.warm_start;
        warned = warm && statistic < p.warning ? 1 : 0;
        return warm && statistic < p.drift ? drift_level::drift : so_far();
    }

    [[nodiscard]] constexpr drift_level so_far() const noexcept {
        return warned == 0 ? drift_level::none : drift_level::warning;
    }

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor) {
        visitor(self.count, self.errors, self.last_error, self.warned, self.mean, self.squares,
                self.largest);
    }
};
}  // namespace detail

/// Use when the stream is errors (0 or 1) that become more frequent slowly. Early Drift Detection
/// Method (Baena-Garcia et al., 2006): errors come d values apart, and it drifts where the mean of
/// d plus two standard deviations falls below `drift` times the largest that it was.
///
/// A value from 0.5 counts as an error. A warning stands until the next error. The statistic is the
/// share of the largest. With its defaults it is the most nervous of all detectors: calibrate it.
template <eddm_parameters... Fixed>
class eddm : public detail::streaming_detector<detail::eddm_memory, eddm_parameters, Fixed...> {
   public:
    static constexpr std::string_view name = "eddm";
    using detail::streaming_detector<detail::eddm_memory, eddm_parameters,
                                     Fixed...>::streaming_detector;
};

}  // namespace retrain
