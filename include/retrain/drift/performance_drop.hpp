#pragma once

#include <retrain/detail/real_functions.hpp>
#include <retrain/detail/streaming_detector.hpp>
#include <retrain/drift/concept.hpp>

#include <cstdint>
#include <string_view>

namespace retrain {

struct performance_drop_parameters {
    double by = 0.1;                ///< how much worse than the reference; more than 0
    std::uint64_t chunk = 100;      ///< values that are averaged; at least 1
    std::uint64_t reference = 100;  ///< first values, whose mean is the reference; 0: `level` is
    double level = 0;               ///< the reference where `reference` is 0
    bool higher_is_worse = true;    ///< as with errors and losses

    [[nodiscard]] constexpr bool valid() const noexcept {
        return by > 0 && detail::is_finite(by) && chunk > 0 && detail::is_finite(level);
    }
    /// The amount times `factor`.
    [[nodiscard]] constexpr performance_drop_parameters stricter(double factor) const noexcept {
        return {by * factor, chunk, reference, level, higher_is_worse};
    }
};

namespace detail {
struct performance_drop_memory {
    double statistic = 0;
    std::uint64_t first = 0;  // values that the reference is made of
    double reference = 0;
    std::uint64_t count = 0;  // values of the chunk that is being filled
    double mean = 0;
    std::uint64_t warned = 0;

    [[nodiscard]] constexpr drift_level see(double value,
                                            performance_drop_parameters const& p) noexcept {
        if (first < p.reference) {
            reference += (value - reference) / static_cast<double>(++first);
            return drift_level::none;
        }
        mean += (value - mean) / static_cast<double>(++count);
        if (count >= p.chunk) {
            double const more = mean - (p.reference == 0 ? p.level : reference);
            statistic = p.higher_is_worse ? more : -more;
            count = 0;
            mean = 0;
            if (statistic >= p.by) return drift_level::drift;
            warned = statistic >= p.by / 2 ? 1 : 0;
        }
        return warned == 0 ? drift_level::none : drift_level::warning;
    }

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor) {
        visitor(self.first, self.reference, self.count, self.mean, self.warned);
    }
};
}  // namespace detail

/// Use when you can say how much worse the live model may become: drifts where the mean of a chunk
/// of outcomes is worse by an amount than that of the first ones, or than a given level. From half
/// the amount it warns, until the next chunk is full.
///
/// After a drift the reference is taken anew: a model that was kept in spite of it is measured
/// against what it does now. The statistic is how much worse the last chunk was.
template <performance_drop_parameters... Fixed>
class performance_drop : public detail::streaming_detector<detail::performance_drop_memory,
                                                           performance_drop_parameters, Fixed...> {
   public:
    static constexpr std::string_view name = "performance_drop";
    using detail::streaming_detector<detail::performance_drop_memory, performance_drop_parameters,
                                     Fixed...>::streaming_detector;
};

}  // namespace retrain
