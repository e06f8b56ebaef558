#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace retrain {

/// A metric's direction: of two scores the smaller one is better, as with a loss.
struct lower_is_better {
    [[nodiscard]] static constexpr bool better(double a, double b) noexcept { return a < b; }
};

/// A metric's direction: of two scores the larger one is better, as with an accuracy.
struct higher_is_better {
    [[nodiscard]] static constexpr bool better(double a, double b) noexcept { return a > b; }
};

namespace requirement {
template <class M>
concept MetricNamed = requires { { M::name } -> std::convertible_to<std::string_view>; };
template <class M>
concept MetricDirected = std::same_as<typename M::direction, lower_is_better> ||
                         std::same_as<typename M::direction, higher_is_better>;
template <class M>
concept MetricScores = requires(M const& m, std::span<float const> probabilities,
                                std::span<std::uint32_t const> labels, std::size_t classes) {
    { m.score(probabilities, labels, classes) } noexcept -> std::same_as<double>;
};
}  // namespace requirement

/// A number that says how good predictions are.
///
/// Let `m` be an `M const`, `p` a row-major span of rows x `k` probabilities and `l` a span with
/// the index of each row's true class.
///   [metric.name]      `M::name` is what records call it, in static storage;
///   [metric.direction] `M::direction` is `lower_is_better` or `higher_is_better`;
///   [metric.score]     `m.score(p, l, k)` returns a `double` and does not throw.
/// Semantics the compiler cannot see:
///   [metric.nan]  no rows, or a value among `p` that is NaN or infinite, give NaN;
///   [metric.pure] equal arguments give equal scores.
/// Models: `log_loss`.
template <class M>
concept Metric = requirement::MetricNamed<M> && requirement::MetricDirected<M> &&
                 requirement::MetricScores<M>;

/// Says which requirement a metric misses, as a role does for its policies.
struct metric_requirements {
    template <class M>
    static constexpr bool accepts = Metric<M>;

    /// Fails to compile with the first requirement that `M` misses.
    template <class M>
    static consteval bool explain() {
        if constexpr (!requirement::MetricNamed<M>)
            static_assert(sizeof(M) == 0, "[metric.name] a Metric needs "
                          "`static constexpr std::string_view name`");
        else if constexpr (!requirement::MetricDirected<M>)
            static_assert(sizeof(M) == 0, "[metric.direction] a Metric says which scores are "
                          "better: `using direction = retrain::lower_is_better;` or "
                          "`retrain::higher_is_better`");
        else if constexpr (!requirement::MetricScores<M>)
            static_assert(sizeof(M) == 0, "[metric.score] a Metric needs a const member `double "
                          "score(std::span<float const> probabilities, std::span<std::uint32_t "
                          "const> labels, std::size_t classes) const noexcept`");
        return accepts<M>;
    }
};

/// `score` is better than `other` by the metric's direction; never where one of them is NaN.
template <Metric M>
[[nodiscard]] constexpr bool better(M const&, double score, double other) noexcept {
    return M::direction::better(score, other);
}

}  // namespace retrain
