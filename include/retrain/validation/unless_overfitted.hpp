#pragma once

#include <retrain/core/verdict.hpp>
#include <retrain/detail/option_or.hpp>
#include <retrain/detail/second_opinion.hpp>
#include <retrain/validation/backtest_overfitting.hpp>
#include <retrain/validation/concept.hpp>
#include <retrain/validation/date_returns.hpp>
#include <retrain/validation/explain_overfitting.hpp>
#include <retrain/validation/options.hpp>
#include <retrain/validation/overfitting_options.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

namespace retrain {

/// Use when several trials of a model name compete by what their decisions earn: what `Gate` lets
/// through is published only if the trial that earns most on one half of the time tends to do well
/// on the other half. `unless_overfitted<champion_challenger<log_loss>, mean_return<"return_20d",
/// buys<"buy">>>`.
///
/// The trials are the challenger, the champion, and the candidates that the store keeps, each asked
/// for the rows that none of them was trained on; trials that earn the same on every date are one.
/// Earlier champions are left out: they were beaten, and a loser that stays one makes any choice
/// look sound. A table of every h-th date, h the label's horizon, is judged by
/// `probability_of_backtest_overfitting`, once for each of the h dates to start on; the probability
/// is the mean of the h.
///
/// The first that applies is the verdict:
///   `Gate` does not publish                          its verdict
///   a row has no finite return                       reject, `no_returns`
///   the challenger is the only trial                 that of `Gate`: there was nothing to choose
///   fewer than 12 periods that no trial has seen     inconclusive, `insufficient_units`, with the
///                                                    date from which there will be enough
///   all trials earn the same                         that of `Gate`
///   the probability is not at most 0.5               reject, `overfitted`
///   otherwise                                        that of `Gate`
/// The probability stands in `verdict::overfitting`. Where memory runs out the answer is
/// inconclusive, `not_finite`.
///
/// `Options`, in any order: `overfitting_limit`, `cross_blocks`, `min_units`. There are 16 blocks,
/// but fewer where there are less than two periods for each.
template <ValidationPolicy Gate, class Returns, class... Options>
struct unless_overfitted {
    using policy_role = validation_role;
    static constexpr bool wants_rivals = true;

   private:
    template <template <class> class Is, class Default>
    using option = typename detail::option_or<Is, Default, Options...>::type;
    // An alias, so that a mistake is told where the policy is named.
    using well_formed = std::bool_constant<
        overfitting_requirements<Returns, detail::is_overfitting_limit, detail::is_cross_blocks,
                                 detail::is_fewest_units>::template explain<Options...>()>;

   public:
    [[no_unique_address]] Gate gate{};
    [[no_unique_address]] Returns returns{};

    [[nodiscard]] verdict decide(evidence const& e) const noexcept {
        if constexpr (well_formed::value)
            return detail::second_opinion(gate, e, [&](verdict& v) { compare(v, e); });
        else
            return {};
    }

   private:
    using trials = std::vector<std::vector<double>>;

    void compare(verdict& v, evidence const& e) const {
        // Fewer make less than two blocks of two periods.
        constexpr std::size_t least =
            std::max<std::size_t>(4, option<detail::is_fewest_units, min_units<12>>::count);
        auto const dates = judged_dates::of(e);
        auto const unseen = static_cast<std::size_t>(
            dates.days.first_entry.end() -
            std::ranges::upper_bound(dates.days.first_entry, e.rivals_saw_until));
        std::size_t const periods = dates.periods(unseen);

        trials competing{date_returns(returns, e.challenger, e.rows, dates.days)};
        if (!all_earned(competing.front())) {
            v.kind = decision_kind::reject;
            v.why = verdict_reason::no_returns;
            v.requirement = Returns::name;
            return;
        }
        for (auto const& says : e.rivals)
            competing.push_back(date_returns(returns, says, e.rows, dates.days));
        std::erase_if(competing, [](auto const& earned) { return !all_earned(earned); });
        if (competing.size() < 2) return;
        if (periods < least) {
            v.kind = decision_kind::inconclusive;
            v.why = verdict_reason::insufficient_units;
            v.units = periods;
            v.decidable_from = dates.enough_from(
                e, least, unseen, std::max(e.champion_saw_until, e.rivals_saw_until));
            return;
        }
        competing = distinct(competing, unseen);
        v.rivals = competing.size() - 1;
        if (v.rivals == 0) return;
        v.overfitting = overfitting_of(competing, dates.horizon, periods);
        if (v.overfitting <= option<detail::is_overfitting_limit, overfitting_limit<0.5>>::share)
            return;
        v.kind = decision_kind::reject;
        v.why = verdict_reason::overfitted;
    }

    /// The last so many dates of each trial that does not earn there what an earlier one does.
    [[nodiscard]] static trials distinct(trials const& all, std::size_t dates) {
        trials different;
        for (auto const& earned : all) {
            std::vector<double> last(earned.end() - static_cast<std::ptrdiff_t>(dates),
                                     earned.end());
            if (std::ranges::find(different, last) == different.end())
                different.push_back(std::move(last));
        }
        return different;
    }

    /// The mean over the dates to start on, of which each has at least so many periods.
    [[nodiscard]] static double overfitting_of(trials const& competing, std::size_t horizon,
                                               std::size_t periods) {
        std::size_t const most = option<detail::is_cross_blocks, cross_blocks<16>>::count;
        backtest_overfitting const gate{.blocks = std::min(most, periods / 4 * 2)};
        double sum = 0.0;
        for (std::size_t start = 0; start < horizon; ++start) {
            std::vector<double> table;
            for (std::size_t date = start; date < competing.front().size(); date += horizon)
                for (auto const& earned : competing) table.push_back(earned[date]);
            sum += gate.probability(table, competing.size());
        }
        return sum / static_cast<double>(horizon);
    }
};

}  // namespace retrain
