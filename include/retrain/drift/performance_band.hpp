#pragma once

#include <retrain/detail/streaming_detector.hpp>
#include <retrain/detail/student_t.hpp>
#include <retrain/drift/concept.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

namespace retrain {

struct performance_band_parameters {
    std::uint64_t chunk = 100;        ///< values that are averaged; twice a label's horizon or more
    std::uint64_t reference = 12;     ///< first chunks, which span the band; at least 3
    double drift = 0.01;              ///< probability that a chunk is outside by chance; above 0
    double warning = 0.05;            ///< likewise, at least `drift` and below 1
    bool higher_is_worse = true;      ///< as with errors and losses
    bool two_sided = false;           ///< a chunk that is better than the band counts as well

    [[nodiscard]] constexpr bool valid() const noexcept {
        return chunk > 0 && reference >= 3 && drift > 0 && drift <= warning && warning < 1;
    }
    /// Both probabilities to the power of `factor`.
    [[nodiscard]] performance_band_parameters stricter(double factor) const noexcept {
        return {chunk,
                reference,
                std::max(std::pow(drift, factor), 1e-300),
                std::max(std::pow(warning, factor), 1e-300),
                higher_is_worse,
                two_sided};
    }
};

namespace detail {
struct performance_band_memory {
    double statistic = 0;
    std::uint64_t count = 0;  // values of the chunk that is being filled
    double sum = 0;
    std::uint64_t chunks = 0;  // that the band is made of
    double mean = 0;
    double squares = 0;
    std::uint64_t warned = 0;

    [[nodiscard]] drift_level see(double value, performance_band_parameters const& p) noexcept {
        sum += value;
        if (++count >= p.chunk) {
            double const chunk_mean = sum / static_cast<double>(count);
            sum = 0;
            count = 0;
            if (chunks < p.reference) {
                double const off = chunk_mean - mean;
                mean += off / static_cast<double>(++chunks);
                squares += off * (chunk_mean - mean);
            } else {
                double const chance = probability(chunk_mean, p);
                if (chance < p.drift) return drift_level::drift;
                warned = chance < p.warning ? 1 : 0;
            }
        }
        return warned == 0 ? drift_level::none : drift_level::warning;
    }

    /// That a further chunk of the reference would lie so far out.
    [[nodiscard]] double probability(double chunk_mean,
                                     performance_band_parameters const& p) noexcept {
        auto const m = static_cast<double>(chunks);
        double const off = p.higher_is_worse ? chunk_mean - mean : mean - chunk_mean;
        double const spread = std::sqrt(squares / (m - 1) * (1 + 1 / m));
        if (spread > 0)
            statistic = off / spread;
        else
            statistic = off > 0   ? std::numeric_limits<double>::max()
                        : off < 0 ? std::numeric_limits<double>::lowest()
                                  : 0;
        return p.two_sided ? 2 * student_t_above(std::abs(statistic), chunks - 1)
                           : student_t_above(statistic, chunks - 1);
    }

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor) {
        visitor(self.count, self.sum, self.chunks, self.mean, self.squares, self.warned);
    }
};
}  // namespace detail

/// Use when the live model's own first outcomes shall say what is normal: the means of its first m
/// chunks of outcomes span a band of t(m - 1) s sqrt(1 + 1/m) around their mean, and it drifts
/// where a later chunk leaves it, to the worse side unless told otherwise. It warns, until the next
/// chunk is full, where a narrower band is left.
///
/// Choose chunks of at least twice the labels' horizon, so that they are independent. Reference
/// chunks that are all equal make a band without width, which the first that is worse leaves. After
/// a drift the reference is taken anew. The statistic is the distance from the mean in units of
/// s sqrt(1 + 1/m), positive where it is worse.
template <performance_band_parameters... Fixed>
class performance_band : public detail::streaming_detector<detail::performance_band_memory,
                                                           performance_band_parameters, Fixed...> {
   public:
    static constexpr std::string_view name = "performance_band";
    using detail::streaming_detector<detail::performance_band_memory, performance_band_parameters,
                                     Fixed...>::streaming_detector;
};

}  // namespace retrain
