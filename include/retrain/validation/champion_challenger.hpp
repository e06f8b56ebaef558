#pragma once

#include <retrain/validation/all_finite.hpp>
#include <retrain/validation/class_frequency_floor.hpp>
#include <retrain/validation/concept.hpp>
#include <retrain/validation/log_loss.hpp>
#include <retrain/validation/metric.hpp>

#include <limits>
#include <span>
#include <type_traits>

namespace retrain {

/// Use when a new model may replace the old one only if it is better on rows that neither was
/// trained on: challenger, champion and the class-frequency floor are scored by `M` on the
/// same held-out rows, and the challenger has to beat both.
///
/// The first that applies is the verdict:
///   no held-out rows                                    reject, `no_rows`
///   a prediction or score of the challenger, or the
///   floor, is not finite                                reject, `not_finite`
///   the challenger is not better than the floor         reject, `below_floor`
///   there is no champion                                no_baseline, `first_model`
///   the champion can't read the rows                    inconclusive, `features_changed`
///   it knows other classes                              inconclusive, `classes_changed`
///   a prediction or score of the champion is not finite inconclusive, `not_finite`
///   the champion is not better than the floor           promote, `champion_below_floor`
///   the challenger is better than the champion          promote, `better_than_champion`
///   otherwise                                           reject, `not_better`
/// A challenger passes only where "is better" is true, so NaN and missing never pass.
/// O(rows * classes) in time and memory.
template <class M = log_loss>
struct champion_challenger {
    using policy_role = validation_role;
    static_assert(metric_requirements::explain<M>() || true);  // explain has said what is wrong

    using metric_type = std::conditional_t<Metric<M>, M, log_loss>;
    [[no_unique_address]] metric_type metric{};

    [[nodiscard]] constexpr verdict decide(evidence const& e) const noexcept {
        verdict v;
        v.metric = metric_type::name;
        v.rows = e.rows.row_count();
        auto const says = [&v](decision_kind kind, verdict_reason why) {
            v.kind = kind;
            v.why = why;
            return v;
        };
        auto const score = [&](std::span<float const> predictions) {
            return metric.score(predictions, e.rows.labels, e.rows.class_count());
        };

        if (v.rows == 0) return says(decision_kind::reject, verdict_reason::no_rows);
        v.challenger = score(e.challenger);
        v.floor = class_frequency_floor(metric, e.rows.labels, e.class_shares);
        if (!all_finite(e.challenger) || !finite(v.challenger) || !finite(v.floor))
            return says(decision_kind::reject, verdict_reason::not_finite);
        if (!better(metric, v.challenger, v.floor))
            return says(decision_kind::reject, verdict_reason::below_floor);

        if (!e.has_champion) return says(decision_kind::no_baseline, verdict_reason::first_model);
        if (!e.same_features)
            return says(decision_kind::inconclusive, verdict_reason::features_changed);
        if (!e.same_classes)
            return says(decision_kind::inconclusive, verdict_reason::classes_changed);
        v.champion = score(e.champion);
        if (!all_finite(e.champion) || !finite(v.champion))
            return says(decision_kind::inconclusive, verdict_reason::not_finite);
        if (!better(metric, v.champion, v.floor))
            return says(decision_kind::promote, verdict_reason::champion_below_floor);
        if (better(metric, v.challenger, v.champion))
            return says(decision_kind::promote, verdict_reason::better_than_champion);
        return says(decision_kind::reject, verdict_reason::not_better);
    }

   private:
    [[nodiscard]] static constexpr bool finite(double value) noexcept {
        return value >= std::numeric_limits<double>::lowest() &&
               value <= std::numeric_limits<double>::max();
    }
};

}  // namespace retrain
