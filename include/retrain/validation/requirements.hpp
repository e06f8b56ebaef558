#pragma once

#include <retrain/validation/metric.hpp>

#include <concepts>
#include <limits>

namespace retrain {

/// So much in the metric's own unit.
template <double Size>
struct absolute {
    static_assert(Size >= 0.0 && Size <= std::numeric_limits<double>::max(),
                  "absolute<Size>: a change's size is finite and not below 0; its direction is the "
                  "metric's");
    static constexpr bool needs_sign = false;
    static constexpr double fixed = Size;
    static constexpr double part = 0.0;
    [[nodiscard]] static constexpr double of(double) noexcept { return Size; }
};

/// So large a part of the champion's score, for a metric that is never below 0. Of a score of 0
/// there is no part: NaN.
template <double Part>
struct relative {
    static_assert(Part >= 0.0 && Part <= std::numeric_limits<double>::max(),
                  "relative<Part>: a change's part is finite and not below 0; its direction is the "
                  "metric's");
    static constexpr bool needs_sign = true;
    static constexpr double fixed = 0.0;
    static constexpr double part = Part;
    [[nodiscard]] static constexpr double of(double champion) noexcept {
        return champion == 0.0 ? std::numeric_limits<double>::quiet_NaN()
                               : Part * (champion < 0.0 ? -champion : champion);
    }
};

/// So large a part of how far the champion's score is from 0, for a metric with a sign: from -0.5 to
/// -0.4 is a gain of 0.2.
template <double Part>
struct relative_to_magnitude : relative<Part> {
    static constexpr bool needs_sign = false;
};

/// What a requirement says of two scores.
enum class requirement_answer { met, missed, no_scale };

namespace detail {
/// `least` is NaN where the champion's score gives no scale.
template <Metric M>
[[nodiscard]] constexpr requirement_answer gains_at_least(double challenger, double champion,
                                                          double least) noexcept {
    if (least != least) return requirement_answer::no_scale;
    return M::direction::gain(challenger, champion) >= least ? requirement_answer::met
                                                             : requirement_answer::missed;
}
}  // namespace detail

/// Use when the challenger has to gain at least `Amount`: `absolute<0.01>`, `relative<0.05>`. Named
/// for the gate's own metric, the test is whether the gain is shown to be above it.
template <class Amount>
struct min_improvement {
    struct gate_change {};
    using amount = Amount;
    template <Metric M>
    [[nodiscard]] static constexpr requirement_answer check(double challenger,
                                                            double champion) noexcept {
        return detail::gains_at_least<M>(challenger, champion, Amount::of(champion));
    }
};

/// Use when another metric, or a slice, may get worse, but by no more than `Amount`.
template <class Amount>
struct max_worsening {
    struct gate_change {};
    using amount = Amount;
    template <Metric M>
    [[nodiscard]] static constexpr requirement_answer check(double challenger,
                                                            double champion) noexcept {
        return detail::gains_at_least<M>(challenger, champion, -Amount::of(champion));
    }
};

/// Use when a score below `Bound` is not good enough, whatever the champion's.
template <double Bound>
struct lower_bound {
    struct gate_bound {};
    using direction = higher_is_better;
    [[nodiscard]] static constexpr bool holds(double score) noexcept { return score >= Bound; }
};

/// Use when a loss above `Bound` is too much, whatever the champion's.
template <double Bound>
struct upper_bound {
    struct gate_bound {};
    using direction = lower_is_better;
    [[nodiscard]] static constexpr bool holds(double score) noexcept { return score <= Bound; }
};

/// `R` compares a challenger with its champion.
template <class R>
concept ChangeRequirement = requires { typename R::gate_change; };
/// `R` looks at one score.
template <class R>
concept BoundRequirement = requires { typename R::gate_bound; };
template <class R>
concept Requirement = ChangeRequirement<R> || BoundRequirement<R>;

/// `R` makes sense for the metric `M`.
template <class R, class M>
concept FitsUnit = !ChangeRequirement<R> || !requires { requires R::amount::needs_sign; } ||
                   !std::same_as<typename M::unit, signed_unit>;
template <class R, class M>
concept FitsDirection =
    !BoundRequirement<R> || requires { requires std::same_as<typename R::direction,
                                                             typename M::direction>; };

}  // namespace retrain
