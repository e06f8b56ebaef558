#pragma once

#include <retrain/validation/concept.hpp>
#include <retrain/validation/metric.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace retrain::laws {

/// The values that are no prediction.
inline constexpr float not_predictions[] = {std::numeric_limits<float>::quiet_NaN(),
                                            std::numeric_limits<float>::infinity(),
                                            -std::numeric_limits<float>::infinity()};

/// [validation.finite] with any one of the challenger's predictions NaN or infinite, `p` does not
/// publish, whatever it says of `e` as it is.
template <ValidationPolicy P>
[[nodiscard]] constexpr bool refuses_what_is_not_finite(P const& p, evidence e) {
    std::vector<float> predictions;
    for (float const value : e.challenger) predictions.push_back(value);
    e.challenger = predictions;
    for (std::size_t i = 0; i < predictions.size(); ++i)
        for (float const value : not_predictions) {
            float const given = predictions[i];
            predictions[i] = value;
            if (p.decide(e).publishes()) return false;
            predictions[i] = given;
        }
    return true;
}

/// The kind of a verdict fits what there was: only without a champion is there no baseline.
template <ValidationPolicy P>
[[nodiscard]] constexpr bool kind_fits_the_evidence(P const& p, evidence const& e) {
    verdict const v = p.decide(e);
    if (v.kind == decision_kind::no_baseline) return !e.has_champion;
    if (v.kind == decision_kind::promote) return e.has_champion;
    return !v.publishes();
}

/// Asked again, `p` says the same.
template <ValidationPolicy P>
[[nodiscard]] constexpr bool repeats_itself(P const& p, evidence const& e) {
    verdict const a = p.decide(e);
    verdict const b = p.decide(e);
    auto const same = [](double x, double y) { return x == y || (x != x && y != y); };
    return a.kind == b.kind && a.why == b.why && a.metric == b.metric && a.rows == b.rows &&
           same(a.challenger, b.challenger) && same(a.champion, b.champion) &&
           same(a.floor, b.floor) && a.units == b.units && same(a.p_value, b.p_value) &&
           same(a.difference, b.difference) && a.decidable_from == b.decidable_from;
}

/// A gate around another one only takes away: it publishes nothing that `within` does not, leaves
/// its no as it is, and keeps what it found.
template <ValidationPolicy P, ValidationPolicy Within>
[[nodiscard]] constexpr bool only_takes_away(P const& p, Within const& within, evidence const& e) {
    verdict const inner = within.decide(e);
    verdict const outer = p.decide(e);
    auto const same = [](double x, double y) { return x == y || (x != x && y != y); };
    bool const kept = outer.metric == inner.metric && same(outer.challenger, inner.challenger) &&
                      same(outer.champion, inner.champion) && same(outer.floor, inner.floor) &&
                      same(outer.p_value, inner.p_value) && same(outer.alpha, inner.alpha) &&
                      outer.rows == inner.rows && outer.attempt == inner.attempt;
    bool const follows = outer.kind == inner.kind && outer.why == inner.why;
    return kept && (inner.publishes() ? follows || !outer.publishes() : follows);
}

/// To have tried more often never helps.
template <ValidationPolicy P>
[[nodiscard]] constexpr bool more_trials_do_not_help(P const& p, evidence e) {
    bool published = true;
    for (std::size_t const trials : {1U, 2U, 5U, 20U, 100U, 1000U}) {
        e.trials = trials;
        bool const publishes = p.decide(e).publishes();
        if (publishes && !published) return false;
        published = publishes;
    }
    return true;
}

/// [metric.nan] no rows have no score, nor have predictions one of which is NaN or infinite.
/// `score(predictions, rows)` scores the first so many rows.
template <class Score>
[[nodiscard]] constexpr bool scores_only_finite(std::span<float const> probabilities,
                                                std::size_t rows, Score const& score) {
    auto const is_nan = [](double value) { return value != value; };
    if (!is_nan(score(std::span<float const>{}, std::size_t{0}))) return false;
    std::vector<float> changed;
    for (float const value : probabilities) changed.push_back(value);
    for (std::size_t i = 0; i < changed.size(); ++i)
        for (float const value : not_predictions) {
            float const given = changed[i];
            changed[i] = value;
            if (!is_nan(score(changed, rows))) return false;
            changed[i] = given;
        }
    return !is_nan(score(changed, rows));
}
template <Metric M>
[[nodiscard]] constexpr bool scores_only_what_is_finite(M const& metric,
                                                        std::span<float const> probabilities,
                                                        std::span<std::uint32_t const> labels,
                                                        std::size_t classes) {
    return scores_only_finite(probabilities, labels.size(),
                              [&](std::span<float const> said, std::size_t rows) {
                                  return metric.score(said, labels.first(rows), classes);
                              });
}
template <Metric M>
[[nodiscard]] constexpr bool scores_only_what_is_finite(M const& metric,
                                                        std::span<float const> probabilities,
                                                        dataset_view rows) {
    return scores_only_finite(probabilities, rows.row_count(),
                              [&](std::span<float const> said, std::size_t count) {
                                  dataset_view first = rows;
                                  first.labels = rows.labels.first(count);
                                  first.entry = rows.entry.first(count);
                                  return score_of(metric, said, first);
                              });
}

/// [metric.mean] the score is the mean of the rows' scores, to the last digits.
template <RowMetric M>
[[nodiscard]] constexpr bool is_the_mean_of_its_rows(M const& metric,
                                                     std::span<float const> probabilities,
                                                     dataset_view rows) {
    double sum = 0.0;
    std::size_t const classes = rows.class_count();
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        sum += row_score_of(metric, probabilities.subspan(row * classes, classes), rows, row);
    double const away =
        sum / static_cast<double>(rows.row_count()) - score_of(metric, probabilities, rows);
    return away > -1e-12 && away < 1e-12;
}

/// `better` is a strict order, and NaN is on neither side of it.
template <Metric M>
[[nodiscard]] constexpr bool orders_strictly(M const& metric, double a, double b) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return !better(metric, a, a) && !(better(metric, a, b) && better(metric, b, a)) &&
           (a == b || better(metric, a, b) || better(metric, b, a)) && !better(metric, nan, a) &&
           !better(metric, a, nan) && !better(metric, nan, nan);
}

}  // namespace retrain::laws
