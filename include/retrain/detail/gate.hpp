#pragma once

#include <retrain/core/time.hpp>
#include <retrain/core/trading_days.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/detail/decidable_from.hpp>
#include <retrain/detail/gate_requirements.hpp>
#include <retrain/detail/option_or.hpp>
#include <retrain/detail/real_functions.hpp>
#include <retrain/validation/all_finite.hpp>
#include <retrain/validation/class_frequency_floor.hpp>
#include <retrain/validation/explain_gate.hpp>
#include <retrain/validation/gain_test.hpp>
#include <retrain/validation/options.hpp>
#include <retrain/validation/requirements.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace retrain::detail {

template <class O>
using is_units = std::bool_constant<requirement::UnitsOption<O>>;
template <class O>
using is_significance = std::bool_constant<requirement::SignificanceOption<O>>;
template <class O>
using is_min_units = std::bool_constant<requirement::MinUnitsOption<O>>;
template <class O>
using is_refresh = std::bool_constant<requirement::RefreshOption<O>>;
template <class O>
using is_change = std::bool_constant<ChangeRequirement<O>>;

/// A return that is lower by 0.01 is not hardly worse, so signed metrics are not refreshed.
template <class M>
using default_refresh = std::conditional_t<std::same_as<typename M::unit, signed_unit>,
                                           never_refresh, refresh_after<>>;

/// One decision of a gate for `M`: each step looks at the evidence and says whether it settles the
/// verdict. See `champion_challenger` for their order.
template <TestableMetric M, class... Options>
class gate {
    using units_option = typename option_or<is_units, staggered_units, Options...>::type;
    using alpha = typename option_or<is_significance, significance<0.05>, Options...>::type;
    using least = typename option_or<is_min_units, min_units<12>, Options...>::type;
    using refresh = typename option_or<is_refresh, default_refresh<M>, Options...>::type;
    using improvement =
        typename option_or<is_change, min_improvement<absolute<0.0>>, Options...>::type::amount;

   public:
    gate(M const& metric, evidence const& e)
        : metric_{metric},
          e_{e},
          calendar_{trading_days_of(e.held_out.row_count() == 0 ? e.rows : e.held_out)},
          days_{trading_days_of(e.rows)} {
        v_.metric = M::name;
        v_.rows = e.rows.row_count();
        horizon_ = std::max(calendar_.horizon, days_.horizon);
        tests_ = units_option::tests(days_.dates.size(), horizon_);
        for (auto const& units : tests_)
            v_.units = v_.units == 0 ? units.size() : std::min(v_.units, units.size());
    }

    [[nodiscard]] verdict decide() {
        (void)(no_rows() || not_scored() || (e_.rescored && too_few_units()) || below_floor() ||
               out_of_bounds() || first_model() || not_comparable() || too_few_units() ||
               champion_below_floor() || requirement_missed() || tested());
        return v_;
    }

   private:
    bool says(decision_kind kind, verdict_reason why) noexcept {
        v_.kind = kind;
        v_.why = why;
        return true;
    }
    bool misses(perhaps_missed const& missed) {
        if (!missed) return false;
        v_.requirement = missed->requirement;
        v_.slice = missed->slice.value;
        if (!missed->slice.name.empty()) v_.slice_name = missed->slice.name;
        return says(missed->kind, missed->why);
    }
    [[nodiscard]] bool enough_units() const noexcept { return v_.units >= least::count; }

    bool no_rows() {
        if (v_.rows != 0) return false;
        // Rows that only the champion's judge has seen are no fault of the challenger's.
        if (e_.has_champion && !calendar_.dates.empty()) return wait_for_units();
        return says(decision_kind::reject, verdict_reason::no_rows);
    }

    bool not_scored() {
        if (!all_finite(e_.challenger))
            return says(decision_kind::reject, verdict_reason::not_finite);
        v_.challenger = score_of(metric_, e_.challenger, e_.rows);
        v_.floor = class_frequency_floor(metric_, e_.rows, e_.class_shares);
        return (!is_finite(v_.challenger) || !is_finite(v_.floor)) &&
               says(decision_kind::reject, verdict_reason::not_finite);
    }

    bool below_floor() {
        if (better(metric_, v_.challenger, v_.floor)) return false;
        bool const both = score_champion() && enough_units() &&
                          !better(metric_, v_.champion, v_.floor);
        return says(decision_kind::reject,
                    both ? verdict_reason::both_below_floor : verdict_reason::below_floor);
    }

    bool out_of_bounds() {
        return (misses(option_check<M, Options>::bounds(metric_, e_, v_.challenger)) || ... ||
                false);
    }

    bool first_model() noexcept {
        return !e_.has_champion && says(decision_kind::no_baseline, verdict_reason::first_model);
    }

    bool not_comparable() {
        if (!e_.same_features)
            return says(decision_kind::inconclusive, verdict_reason::features_changed);
        if (!e_.same_classes)
            return says(decision_kind::inconclusive, verdict_reason::classes_changed);
        return !score_champion() && says(decision_kind::inconclusive, verdict_reason::not_finite);
    }

    bool too_few_units() { return !enough_units() && wait_for_units(); }

    bool champion_below_floor() noexcept {
        return !better(metric_, v_.champion, v_.floor) &&
               says(decision_kind::promote, verdict_reason::champion_below_floor);
    }

    bool requirement_missed() {
        if (improvement::part > 0.0 && v_.champion == 0.0)
            return misses(unmet_requirement{decision_kind::inconclusive, verdict_reason::no_scale,
                                             M::name});
        return (misses(option_check<M, Options>::changes(metric_, e_)) || ... || false);
    }

    bool tested() {
        gain_test<M> const test{metric_, e_, days_, std::move(tests_)};
        v_.difference = test.difference(v_.challenger, v_.champion);
        v_.attempt = e_.attempt;
        v_.alpha = alpha::at(e_.attempt);
        v_.p_value = test.p_value({improvement::fixed, improvement::part}, v_.champion);
        if (!is_finite(v_.p_value))
            return says(decision_kind::inconclusive, verdict_reason::not_finite);
        if (v_.p_value < v_.alpha)
            return says(decision_kind::promote, verdict_reason::better_than_champion);
        if constexpr (refresh::refreshes) {
            bool const dated = e_.now != not_yet && e_.champion_trained_at != not_yet;
            if (dated && has_elapsed(refresh::age, e_.champion_trained_at, e_.now)) {
                double const hardly_worse = test.p_value({-refresh::margin, 0.0}, v_.champion);
                if (hardly_worse < v_.alpha) {
                    v_.p_value = hardly_worse;
                    return says(decision_kind::promote, verdict_reason::refresh);
                }
            }
        }
        return says(decision_kind::reject, verdict_reason::not_better);
    }

    /// Scores the champion, if it can read the rows and knows their classes.
    bool score_champion() {
        if (!e_.has_champion || !e_.same_features || !e_.same_classes || !all_finite(e_.champion) ||
            e_.champion.size() != e_.challenger.size())
            return false;
        v_.champion = score_of(metric_, e_.champion, e_.rows);
        return is_finite(v_.champion);
    }

    bool wait_for_units() {
        v_.decidable_from = decidable_from(
            e_, calendar_, days_.dates.size(), e_.champion_saw_until, [&](std::size_t horizon) {
                return units_option::dates_for(least::count, std::max(horizon, horizon_));
            });
        return says(decision_kind::inconclusive, verdict_reason::insufficient_units);
    }

    M const& metric_;
    evidence const& e_;
    trading_days calendar_;
    trading_days days_;
    std::size_t horizon_ = 1;
    std::vector<unit_list> tests_;
    verdict v_{};
};

}  // namespace retrain::detail
