#pragma once

#include <retrain/detail/real_functions.hpp>
#include <retrain/detail/split_mix.hpp>
#include <retrain/detail/streaming_detector.hpp>
#include <retrain/drift/concept.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>

namespace retrain {

struct kswin_parameters {
    double alpha = 0.005;      ///< level of the test; above 0, below 1
    std::size_t window = 100;  ///< values kept; at least twice `newest`, above 100 in the type only
    std::size_t newest = 30;   ///< that are compared with as many older ones; at least 2
    double distance = 0.1;     ///< that there must be as well; at least 0, below 1
    std::uint64_t seed = 42;   ///< of the choice among the older ones

    [[nodiscard]] constexpr bool valid() const noexcept {
        return alpha > 0 && alpha < 1 && newest >= 2 && newest <= window / 2 && distance >= 0 &&
               distance < 1;
    }
    /// `alpha` to the power of `factor`.
    [[nodiscard]] kswin_parameters stricter(double factor) const noexcept {
        return {std::max(std::pow(alpha, factor), 1e-300), window, newest, distance, seed};
    }
};

namespace detail {
/// P(D >= steps / n) where D is the Kolmogorov-Smirnov distance between two samples of n values of
/// one continuous distribution: 2 (C(2n, n - k) - C(2n, n - 2k) + ...) / C(2n, n).
[[nodiscard]] constexpr double kolmogorov_smirnov_tail(std::size_t n, std::size_t steps) noexcept {
    if (steps == 0) return 1;
    double share = 1;  // C(2n, n - a) / C(2n, n)
    double sum = 0;
    double sign = 2;
    for (std::size_t a = 1; a <= n; ++a) {
        share *= static_cast<double>(n - a + 1) / static_cast<double>(n + a);
        if (a % steps != 0) continue;
        sum += sign * share;
        sign = -sign;
    }
    return sum;
}

template <std::size_t Window>
struct kswin_memory {
    double statistic = 0;
    std::uint64_t count = 0;
    std::uint64_t drawn = 0;  // how far the generator is from its seed
    std::array<double, Window> values{};  // oldest first

    [[nodiscard]] static constexpr bool fits(kswin_parameters const& p) noexcept {
        return p.window <= Window;
    }

    [[nodiscard]] constexpr drift_level see(double value, kswin_parameters const& p) noexcept {
        if (count >= p.window) {  // more where another window was restored
            auto const end = values.begin() + static_cast<std::ptrdiff_t>(count);
            std::copy(end - static_cast<std::ptrdiff_t>(p.window - 1), end, values.begin());
            count = p.window - 1;
        }
        values[count++] = value;
        if (count < p.window) return drift_level::none;
        std::size_t const steps = distance(p);
        statistic = static_cast<double>(steps) / static_cast<double>(p.newest);
        bool const drifts =
            statistic > p.distance && kolmogorov_smirnov_tail(p.newest, steps) <= p.alpha;
        return drifts ? drift_level::drift : drift_level::none;
    }

    /// `newest` times the distance between the newest values and as many of the older ones.
    [[nodiscard]] constexpr std::size_t distance(kswin_parameters const& p) noexcept {
        std::size_t const older = p.window - p.newest;
        std::array<double, Window> pool = values;
        split_mix random{p.seed + drawn};
        for (std::size_t i = 0; i < p.newest; ++i)
            std::swap(pool[i], pool[i + random.below(older - i)]);
        drawn = random.state() - p.seed;
        auto const a = pool.begin();
        auto const b = pool.begin() + static_cast<std::ptrdiff_t>(older);
        auto const length = static_cast<std::ptrdiff_t>(p.newest);
        std::sort(a, a + length);
        std::sort(b, b + length);
        std::ptrdiff_t most = 0;
        for (std::ptrdiff_t i = 0, j = 0; i < length && j < length;) {
            double const at = std::min(a[i], b[j]);
            while (i < length && a[i] <= at) ++i;
            while (j < length && b[j] <= at) ++j;
            most = std::max(most, i < j ? j - i : i - j);
        }
        return static_cast<std::size_t>(most);
    }

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor) {
        visitor(self.drawn);
        visitor.within(self.count, Window);
        for (std::size_t i = 0; i < self.count; ++i) visitor(self.values[i]);
    }
};

template <kswin_parameters... Fixed>
inline constexpr std::size_t kswin_window = kswin_parameters{}.window;
template <kswin_parameters Fixed>
inline constexpr std::size_t kswin_window<Fixed> = Fixed.window;
}  // namespace detail

/// Use when more than the mean may change: the spread or the shape of numbers of any scale.
/// Kolmogorov-Smirnov windowing (Raab et al., 2020): compares the `newest` of the last `window`
/// values with as many of the others, chosen at random, and drifts where the exact two-sample
/// test's p is at most `alpha` and the distance is above `distance`.
///
/// It tests at every value, so false alarms are a matter of time: calibrate it. It does not warn.
/// The statistic is the distance. O(window) at every value.
template <kswin_parameters... Fixed>
class kswin
    : public detail::streaming_detector<detail::kswin_memory<detail::kswin_window<Fixed...>>,
                                        kswin_parameters, Fixed...> {
   public:
    static constexpr std::string_view name = "kswin";
    using detail::streaming_detector<detail::kswin_memory<detail::kswin_window<Fixed...>>,
                                     kswin_parameters, Fixed...>::streaming_detector;
};

}  // namespace retrain
