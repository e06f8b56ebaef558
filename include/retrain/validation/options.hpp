#pragma once

#include <retrain/core/duration_constant.hpp>
#include <retrain/validation/requirements.hpp>
#include <retrain/validation/slices.hpp>

#include <chrono>
#include <cstddef>
#include <limits>

namespace retrain {

/// How often in all, until something is promoted, a gate may be wrong. Of `Alpha` the k-th attempt
/// since the last promotion spends Alpha / (k (k + 1)): all attempts together spend `Alpha`.
template <double Alpha>
struct significance {
    static_assert(Alpha > 0.0 && Alpha < 1.0, "significance<Alpha>: Alpha lies between 0 and 1");
    struct gate_significance {};

    [[nodiscard]] static constexpr double at(std::size_t attempt) noexcept {
        auto const k = static_cast<double>(attempt == 0 ? 1 : attempt);
        return Alpha / (k * (k + 1.0));
    }
};

/// So many independent units, or the gate can't tell.
template <std::size_t Count>
struct min_units {
    static_assert(Count >= 2, "min_units<Count>: a t test needs at least 2 units");
    struct gate_min_units {};
    static constexpr std::size_t count = Count;
};

/// A champion older than `Age` may be replaced by a challenger that is shown to be worse by less
/// than `Margin`, in the metric's own unit: the newer of two equals has seen more.
template <duration_constant Age = std::chrono::days{90}, double Margin = 0.01>
struct refresh_after {
    static_assert(std::chrono::nanoseconds{Age} > std::chrono::nanoseconds::zero() &&
                      Margin > 0.0 && Margin <= std::numeric_limits<double>::max(),
                  "refresh_after<Age, Margin>: age and margin are above 0");
    struct gate_refresh {};
    static constexpr bool refreshes = true;
    static constexpr std::chrono::nanoseconds age = Age;
    static constexpr double margin = Margin;
};

/// An old champion stays until a better one comes.
struct never_refresh {
    struct gate_refresh {};
    static constexpr bool refreshes = false;
};

/// Another metric has to meet `Requirements` as well: `also<balanced_accuracy, lower_bound<0.4>,
/// max_worsening<absolute<0.02>>>`. Scores are compared as they are on all rows, without a test, so
/// allow for their noise. A bound holds for a first model too.
template <class M, class... Requirements>
struct also {
    struct gate_also {};
    using metric = M;
};

/// In each slice of the rows that `By` makes, such as `by_class`, the gate's metric has to meet
/// `Requirements`, compared as `also` does. A slice without rows is missing, not met.
template <class By, class... Requirements>
struct each_slice {
    struct gate_slice {};
    using slicing = By;
};

}  // namespace retrain
