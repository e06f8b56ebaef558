#pragma once

#include <retrain/detail/real_functions.hpp>
#include <retrain/detail/streaming_detector.hpp>
#include <retrain/drift/concept.hpp>

#include <cstdint>
#include <limits>
#include <string_view>

namespace retrain {

/// Which change of the mean counts.
enum class drift_direction { up, down, both };

struct page_hinkley_parameters {
    std::uint64_t warm_start = 30;  ///< the first value that may alarm is the one of this number
    double delta = 0.005;           ///< deviation from the mean that is tolerated; at least 0
    double lambda = 50;             ///< threshold, in the unit of the values; more than 0
    double alpha = 0.9999;          ///< how much of a sum is kept per value; above 0, at most 1
    drift_direction direction = drift_direction::up;

    [[nodiscard]] constexpr bool valid() const noexcept {
        return delta >= 0 && detail::is_finite(delta) && lambda > 0 && detail::is_finite(lambda) &&
               alpha > 0 && alpha <= 1;
    }
    /// The threshold `factor` times as high.
    [[nodiscard]] constexpr page_hinkley_parameters stricter(double factor) const noexcept {
        return {warm_start, delta, lambda * factor, alpha, direction};
    }
};

namespace detail {
struct page_hinkley_memory {
    double statistic = 0;
    std::uint64_t count = 0;
    double mean = 0;
    double rise = 0;
    double fall = 0;
    double least_rise = std::numeric_limits<double>::infinity();
    double most_fall = -std::numeric_limits<double>::infinity();

    [[nodiscard]] constexpr drift_level see(double value,
                                            page_hinkley_parameters const& p) noexcept {
        mean += (value - mean) / static_cast<double>(++count);
        rise = p.alpha * rise + (value - mean) - p.delta;
        fall = p.alpha * fall + (value - mean) + p.delta;
        if (rise < least_rise) least_rise = rise;
        if (fall > most_fall) most_fall = fall;
        double const up = p.direction == drift_direction::down ? 0 : rise - least_rise;
        double const down = p.direction == drift_direction::up ? 0 : most_fall - fall;
        statistic = up < down ? -down : up;
        bool const drifts = count >= p.warm_start && (up > p.lambda || down > p.lambda);
        return drifts ? drift_level::drift : drift_level::none;
    }

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor) {
        visitor(self.count, self.mean, self.rise, self.fall, self.least_rise, self.most_fall);
    }
};
}  // namespace detail

/// Use when the stream is numbers of any scale, such as a loss, and a lasting shift of their mean
/// counts. Page-Hinkley test (Page, 1954): the sum S = alpha S + (x - mean) - delta drifts where it
/// lies more than `lambda` above its minimum; downwards likewise with + delta and the maximum.
///
/// `lambda` has the unit of the values, so calibrate it. It does not warn. The statistic is the
/// distance from the extreme, negative where it fell.
template <page_hinkley_parameters... Fixed>
class page_hinkley : public detail::streaming_detector<detail::page_hinkley_memory,
                                                       page_hinkley_parameters, Fixed...> {
   public:
    static constexpr std::string_view name = "page_hinkley";
    using detail::streaming_detector<detail::page_hinkley_memory, page_hinkley_parameters,
                                     Fixed...>::streaming_detector;
};

}  // namespace retrain
