#pragma once

#include <retrain/core/verdict.hpp>
#include <retrain/detail/option_or.hpp>
#include <retrain/detail/second_opinion.hpp>
#include <retrain/validation/concept.hpp>
#include <retrain/validation/date_returns.hpp>
#include <retrain/validation/deflated_sharpe.hpp>
#include <retrain/validation/explain_overfitting.hpp>
#include <retrain/validation/options.hpp>
#include <retrain/validation/overfitting_options.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>

namespace retrain {

/// Use when models are tried again and again and what counts is what decisions earn: what `Gate`
/// lets through is published only if its returns are more than the best of as many worthless
/// trials would show. `unless_lucky<champion_challenger<log_loss>, mean_return<"return_20d",
/// buys<"buy">>>`.
///
/// Asked on the rows that `Gate` compares, after it, and of a first model too, as luck needs no
/// champion. Trials are all that were ever decided under the model's name, with this one: a
/// promotion does not undo them, and hold-outs of neighbouring runs are largely the same rows.
/// The returns are those of all entry dates; of dates closer than the label's horizon they overlap,
/// so the number of periods is the dates' over the horizon.
///
/// The first that applies is the verdict:
///   `Gate` does not publish                          its verdict
///   a row has no finite return                       reject, `no_returns`
///   fewer than 12 periods in which anything was      inconclusive, `insufficient_units`, with the
///   earned or lost                                   date from which there will be enough if it
///                                                    is dates that lack
///   the deflated Sharpe ratio is below 0.95, or NaN  reject, `luck_not_excluded`
///   otherwise                                        that of `Gate`
/// The probability stands in `verdict::deflated_sharpe`. Where memory runs out the answer is
/// inconclusive, `not_finite`.
///
/// `Options`, in any order: `confidence`, `tried_before`, `min_units`. Includes Boost.Math.
template <ValidationPolicy Gate, class Returns, class... Options>
struct unless_lucky {
    using policy_role = validation_role;
    static constexpr bool wants_rivals = WantsRivals<Gate>;

   private:
    template <template <class> class Is, class Default>
    using option = typename detail::option_or<Is, Default, Options...>::type;
    // An alias, so that a mistake is told where the policy is named.
    using well_formed = std::bool_constant<
        overfitting_requirements<Returns, detail::is_confidence, detail::is_tried_before,
                                 detail::is_fewest_units>::template explain<Options...>()>;

   public:
    [[no_unique_address]] Gate gate{};
    [[no_unique_address]] Returns returns{};

    [[nodiscard]] verdict decide(evidence const& e) const noexcept {
        if constexpr (well_formed::value)
            return detail::second_opinion(gate, e, [&](verdict& v) { exclude_luck(v, e); });
        else
            return {};
    }

   private:
    void exclude_luck(verdict& v, evidence const& e) const {
        constexpr std::size_t least = option<detail::is_fewest_units, min_units<12>>::count;
        auto const dates = judged_dates::of(e);
        auto const earned = date_returns(returns, e.challenger, e.rows, dates.days);
        std::size_t const periods = dates.periods(earned.size());
        if (!all_earned(earned)) {
            v.kind = decision_kind::reject;
            v.why = verdict_reason::no_returns;
            v.requirement = Returns::name;
        } else if (auto const told = std::min(periods, active_periods(earned, dates.horizon));
                   told < least) {
            v.kind = decision_kind::inconclusive;
            v.why = verdict_reason::insufficient_units;
            v.units = told;
            v.decidable_from =
                dates.enough_from(e, least, earned.size(), e.champion_saw_until);
        } else {
            deflated_sharpe const luck{
                .trials = e.trials + option<detail::is_tried_before, tried_before<0>>::count,
                .confidence = option<detail::is_confidence, confidence<0.95>>::share};
            v.trials = luck.trials;
            v.deflated_sharpe = luck.probability(moments_of(earned, periods));
            if (v.deflated_sharpe >= luck.confidence) return;
            v.kind = decision_kind::reject;
            v.why = verdict_reason::luck_not_excluded;
        }
    }
};

}  // namespace retrain
