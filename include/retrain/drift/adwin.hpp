#pragma once

#include <retrain/detail/real_functions.hpp>
#include <retrain/detail/streaming_detector.hpp>
#include <retrain/drift/concept.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace retrain {

struct adwin_parameters {
    double delta = 0.002;          ///< confidence that a cut must have; above 0, below 1
    std::uint64_t clock = 32;      ///< looks for a cut at every so many values; at least 1
    std::size_t buckets = 5;       ///< of one size; at least 2, more than 5 in the type only
    std::uint64_t min_window = 5;  ///< values on each side of a cut; at least 1
    std::uint64_t grace = 10;      ///< values without an answer

    [[nodiscard]] constexpr bool valid() const noexcept {
        return delta > 0 && delta < 1 && clock > 0 && buckets >= 2 && min_window > 0;
    }
    /// `delta` to the power of `factor`.
    [[nodiscard]] adwin_parameters stricter(double factor) const noexcept {
        return {std::max(std::pow(delta, factor), 1e-300), clock, buckets, min_window, grace};
    }
};

namespace detail {
/// The window as an exponential histogram: row r has at most `Buckets` sums of 2^r values each,
/// the oldest first.
template <std::size_t Buckets>
struct adwin_memory {
    static constexpr std::size_t row_limit = 48;  // 10^15 values

    double statistic = 0;
    std::uint64_t width = 0;
    double total = 0;
    double squares = 0;  // sum of squared deviations from the mean
    std::uint64_t rows = 0;
    std::array<std::uint64_t, row_limit> counts{};
    std::array<std::array<double, Buckets + 1>, row_limit> sums{};

    [[nodiscard]] static constexpr bool fits(adwin_parameters const& p) noexcept {
        return p.buckets <= Buckets;
    }

    [[nodiscard]] constexpr drift_level see(double value, adwin_parameters const& p) noexcept {
        insert(value);
        compress(p.buckets);
        bool const looks = width % p.clock == 0 && width > p.grace;
        return looks && cut(p) ? drift_level::drift : drift_level::none;
    }

    constexpr void insert(double value) noexcept {
        if (width > 0) {
            auto const before = static_cast<double>(width);
            double const off = value - total / before;
            squares += before * off * off / (before + 1);
        }
        ++width;
        total += value;
        rows = std::max<std::uint64_t>(rows, 1);
        sums[0][counts[0]++] = value;
    }

    /// Joins the two oldest buckets of a row that has one too many.
    constexpr void compress(std::size_t limit) noexcept {
        for (std::size_t row = 0; counts[row] > limit; ++row) {
            if (row + 1 == row_limit) {
                *this = adwin_memory{};
                return;
            }
            auto& sum = sums[row];
            rows = std::max<std::uint64_t>(rows, row + 2);
            sums[row + 1][counts[row + 1]++] = sum[0] + sum[1];
            std::copy(sum.begin() + 2, sum.begin() + static_cast<std::ptrdiff_t>(counts[row]),
                      sum.begin());
            counts[row] -= 2;
        }
    }

    /// Some cut of the window parts two means that differ. The variance is that of the window.
    [[nodiscard]] constexpr bool cut(adwin_parameters const& p) noexcept {
        auto const n = static_cast<double>(width);
        auto const least = static_cast<double>(p.min_window);
        double const confidence = logarithm(2 * logarithm(n) / p.delta);
        double old_n = 0;
        double old_total = 0;
        double most = 0;
        for (auto row = static_cast<std::size_t>(rows); row-- > 0;)
            for (std::size_t bucket = 0; bucket < counts[row]; ++bucket) {
                old_n += static_cast<double>(std::uint64_t{1} << row);
                old_total += sums[row][bucket];
                double const new_n = n - old_n;
                if (old_n < least || new_n < least) continue;
                double const difference = (total - old_total) / new_n - old_total / old_n;
                double const m = 1 / (old_n - least + 1) + 1 / (new_n - least + 1);
                double const bound = square_root(2 * m * (squares / n) * confidence) +
                                     2.0 / 3 * confidence * m;
                double const excess = (difference < 0 ? -difference : difference) - bound;
                if (excess > most) {
                    most = excess;
                    statistic = difference;
                }
            }
        return most > 0;
    }

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor) {
        visitor(self.width, self.total, self.squares);
        visitor.within(self.rows, row_limit);
        for (std::size_t row = 0; row < self.rows; ++row) {
            visitor.within(self.counts[row], Buckets);
            for (std::size_t bucket = 0; bucket < self.counts[row]; ++bucket)
                visitor(self.sums[row][bucket]);
        }
    }
};

template <adwin_parameters... Fixed>
inline constexpr std::size_t adwin_buckets = adwin_parameters{}.buckets;
template <adwin_parameters Fixed>
inline constexpr std::size_t adwin_buckets<Fixed> = Fixed.buckets;
}  // namespace detail

/// Use when you know nothing of the stream: numbers of any scale, and a change of their mean in
/// either direction, sudden or slow. ADaptive WINdowing (Bifet and Gavalda, 2007): keeps a window
/// of all values since the last drift in O(log n) sums, and drifts where some cut of it parts two
/// means that differ by more than
/// sqrt(2 m v ln(2 ln(n) / delta)) + 2/3 m ln(2 ln(n) / delta), m = 1/(n0 - min + 1) +
/// 1/(n1 - min + 1), v the window's variance. Every bucket is a cut.
///
/// The bound is wide: it is slow to alarm, and seldom wrong. It does not warn. The statistic is the
/// newer mean less the older one, at the cut that is furthest above its bound. O(log n) at every
/// `clock` values.
template <adwin_parameters... Fixed>
class adwin : public detail::streaming_detector<
                  detail::adwin_memory<detail::adwin_buckets<Fixed...>>, adwin_parameters,
                  Fixed...> {
   public:
    static constexpr std::string_view name = "adwin";
    using detail::streaming_detector<detail::adwin_memory<detail::adwin_buckets<Fixed...>>,
                                     adwin_parameters, Fixed...>::streaming_detector;
};

}  // namespace retrain
