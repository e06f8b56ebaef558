#pragma once

#include <retrain/detail/gate.hpp>
#include <retrain/validation/concept.hpp>
#include <retrain/validation/explain_gate.hpp>
#include <retrain/validation/log_loss.hpp>
#include <retrain/validation/options.hpp>

#include <exception>

namespace retrain {

namespace detail {
/// The gate of `champion_challenger<M, Options...>`; the default one where a rule was broken, so
/// that nothing else fails after the message.
template <bool WellFormed, class M, class... Options>
struct gate_for {
    using metric = log_loss;
    using type = gate<log_loss>;
};
template <class M, class... Options>
struct gate_for<true, M, Options...> {
    using metric = M;
    using type = gate<M, Options...>;
};
}  // namespace detail

/// Use when a new model may replace the old one only if it is shown to be better on rows that
/// neither was trained on: by a one-sided test at alpha 0.05 on units that share no label.
///
/// Labels that look ahead overlap, so rows are not independent. Differences in `M` are averaged by
/// entry date, and dates h apart make a test, h being the label's horizon in trading days, read off
/// entry and exit; the h tests that start on different days are combined (`staggered_units`). The
/// k-th attempt since the last promotion is tested at alpha / (k (k + 1)).
///
/// The first that applies is the verdict:
///   no held-out row                                       reject, `no_rows`
///   a prediction or score of the challenger, or the
///   floor, is not finite                                  reject, `not_finite`
///   the challenger has won before, and of the rows that
///   came since fewer than 12 units can be compared        inconclusive, `insufficient_units`
///   the challenger is not better than the floor           reject, `below_floor`; where the champion
///                                                         is not either, `both_below_floor`
///   a bound does not hold, a required slice has no rows   reject, `out_of_bounds`, `slice_missing`
///   there is no champion                                  no_baseline, `first_model`
///   the champion can't read the rows                      inconclusive, `features_changed`
///   it knows other classes                                inconclusive, `classes_changed`
///   a prediction or score of the champion is not finite   inconclusive, `not_finite`
///   fewer than 12 units that neither judge has seen       inconclusive, `insufficient_units`, with
///                                                         the date from which there will be enough
///   the champion is not better than the floor             promote, `champion_below_floor`
///   a change relative to a champion's score of 0          inconclusive, `no_scale`
///   another metric or a slice is worse than allowed       reject, `requirement_missed`
///   the gain is shown                                     promote, `better_than_champion`
///   the champion is older than 90 days, and a loss of
///   0.01 or more is excluded                              promote, `refresh`
///   otherwise                                             reject, `not_better`
/// A challenger passes only where "is better" is true, so NaN and missing never pass. Where memory
/// runs out the answer is inconclusive, `not_finite`.
///
/// `Options`, in any order: `significance`, `min_units`, `refresh_after`, `never_refresh`;
/// `thinned_units`, `block_units`; `min_improvement`, `lower_bound`, `upper_bound`; any number of
/// `also` and `each_slice`. O(rows * classes) for a mean of rows; dates times that for the jackknife.
template <class M = log_loss, class... Options>
struct champion_challenger {
    using policy_role = validation_role;

   private:
    using assembled = detail::gate_for<explain_gate<M, Options...>(), M, Options...>;

   public:
    [[no_unique_address]] typename assembled::metric metric{};

    [[nodiscard]] verdict decide(evidence const& e) const noexcept {
        try {
            return typename assembled::type{metric, e}.decide();
        } catch (std::exception const&) {
            verdict v;
            v.kind = decision_kind::inconclusive;
            v.why = verdict_reason::not_finite;
            return v;
        }
    }
};

}  // namespace retrain
