#pragma once

#include <retrain/core/dataset.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace retrain {

/// A metric's direction: of two scores the smaller one is better, as with a loss.
struct lower_is_better {
    [[nodiscard]] static constexpr bool better(double a, double b) noexcept { return a < b; }
    /// By how much `score` is better than `other`; below 0 where it is worse.
    [[nodiscard]] static constexpr double gain(double score, double other) noexcept {
        return other - score;
    }
};

/// A metric's direction: of two scores the larger one is better, as with an accuracy.
struct higher_is_better {
    [[nodiscard]] static constexpr bool better(double a, double b) noexcept { return a > b; }
    [[nodiscard]] static constexpr double gain(double score, double other) noexcept {
        return score - other;
    }
};

/// A metric's unit: a part of a whole, 0 to 1.
struct share_unit {};
/// A metric's unit: a cost that is never below 0.
struct loss_unit {};
/// A metric's unit: an amount that may lie on either side of 0, as a return does. A change relative
/// to it has no sign of its own, so a gate has to say `relative_to_magnitude`.
struct signed_unit {};

namespace requirement {
template <class M>
concept MetricNamed = requires { { M::name } -> std::convertible_to<std::string_view>; };
template <class M>
concept MetricDirected = std::same_as<typename M::direction, lower_is_better> ||
                         std::same_as<typename M::direction, higher_is_better>;
template <class M>
concept MetricHasUnit =
    std::same_as<typename M::unit, share_unit> || std::same_as<typename M::unit, loss_unit> ||
    std::same_as<typename M::unit, signed_unit>;
template <class M>
concept MetricScoresLabels = requires(M const& m, std::span<float const> probabilities,
                                      std::span<std::uint32_t const> labels, std::size_t classes) {
    { m.score(probabilities, labels, classes) } noexcept -> std::same_as<double>;
};
template <class M>
concept MetricScoresRows =
    requires(M const& m, std::span<float const> probabilities, dataset_view rows) {
        { m.score(probabilities, rows) } noexcept -> std::same_as<double>;
    };
template <class M>
concept MetricScores = MetricScoresLabels<M> || MetricScoresRows<M>;
}  // namespace requirement

/// A number that says how good predictions are.
///
/// Let `m` be an `M const`, `p` a row-major span of rows x `k` probabilities, `l` a span with the
/// index of each row's true class, and `r` a `dataset_view` of the rows.
///   [metric.name]      `M::name` is what records call it, in static storage;
///   [metric.direction] `M::direction` is `lower_is_better` or `higher_is_better`;
///   [metric.unit]      `M::unit` is `share_unit`, `loss_unit` or `signed_unit`;
///   [metric.score]     `m.score(p, l, k)`, or `m.score(p, r)` for a metric that needs more than
///                      labels, returns a `double` and does not throw.
/// Semantics the compiler cannot see:
///   [metric.nan]  no rows, or a value among `p` that is NaN or infinite, give NaN;
///   [metric.pure] equal arguments give equal scores;
///   [metric.mean] where there is a `row_score`, `score` is its mean over the rows.
/// Models: `log_loss`, `brier`, `accuracy`, `balanced_accuracy`, `macro_f1`, `auc`,
/// `calibration_error`, `mean_return`, `sharpe`.
template <class M>
concept Metric = requirement::MetricNamed<M> && requirement::MetricDirected<M> &&
                 requirement::MetricHasUnit<M> && requirement::MetricScores<M>;

/// A metric that is the mean of what each row scores. Let `g` be a row's probabilities, `c` its
/// true class, `r` all rows and `i` its index in them: `m.row_score(g, c)` or `m.row_score(g, r, i)`
/// returns a `double` and does not throw.
template <class M>
concept RowMetric =
    Metric<M> &&
    (requires(M const& m, std::span<float const> given, std::uint32_t label) {
        { m.row_score(given, label) } noexcept -> std::same_as<double>;
    } || requires(M const& m, std::span<float const> given, dataset_view rows, std::size_t row) {
        { m.row_score(given, rows, row) } noexcept -> std::same_as<double>;
    });

/// A metric whose difference between two models can be tested: the mean of row scores, or a smooth
/// function of the rows (`static constexpr bool smooth = true`), which is left to the jackknife.
template <class M>
concept TestableMetric = RowMetric<M> || (Metric<M> && requires { requires M::smooth; });

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
        else if constexpr (!requirement::MetricHasUnit<M>)
            static_assert(sizeof(M) == 0, "[metric.unit] a Metric says what its scores count: "
                          "`using unit = retrain::share_unit;`, `retrain::loss_unit` or "
                          "`retrain::signed_unit`");
        else if constexpr (!requirement::MetricScores<M>)
            static_assert(sizeof(M) == 0, "[metric.score] a Metric needs a const member `double "
                          "score(std::span<float const> probabilities, std::span<std::uint32_t "
                          "const> labels, std::size_t classes) const noexcept`, or one that takes "
                          "the probabilities and a `retrain::dataset_view`");
        return accepts<M>;
    }
};

/// `score` is better than `other` by the metric's direction; never where one of them is NaN.
template <Metric M>
[[nodiscard]] constexpr bool better(M const&, double score, double other) noexcept {
    return M::direction::better(score, other);
}

/// What `probabilities` score on `rows`.
template <Metric M>
[[nodiscard]] constexpr double score_of(M const& metric, std::span<float const> probabilities,
                                        dataset_view rows) noexcept {
    if constexpr (requirement::MetricScoresLabels<M>)
        return metric.score(probabilities, rows.labels, rows.class_count());
    else
        return metric.score(probabilities, rows);
}

/// What one row adds to `score_of`: that is the mean of these.
template <RowMetric M>
[[nodiscard]] constexpr double row_score_of(M const& metric, std::span<float const> given,
                                            dataset_view rows, std::size_t row) noexcept {
    if constexpr (requires { metric.row_score(given, rows.labels[row]); })
        return metric.row_score(given, rows.labels[row]);
    else
        return metric.row_score(given, rows, row);
}

}  // namespace retrain
