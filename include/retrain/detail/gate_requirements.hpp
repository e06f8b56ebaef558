#pragma once

#include <retrain/core/type_list.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/validation/explain_gate.hpp>
#include <retrain/validation/gain_test.hpp>
#include <retrain/validation/metric.hpp>
#include <retrain/validation/options.hpp>
#include <retrain/validation/requirements.hpp>
#include <retrain/validation/slices.hpp>

#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retrain::detail {

/// Which slice of the rows was looked at; empty for all of them.
struct slice_label {
    std::optional<double> value{};
    std::string name{};
};

/// A requirement that is not met, and what follows from that.
struct unmet_requirement {
    decision_kind kind = decision_kind::reject;
    verdict_reason why = verdict_reason::requirement_missed;
    std::string_view requirement{};
    slice_label slice{};
};
using perhaps_missed = std::optional<unmet_requirement>;

/// What the bounds among `Rs` say of one score.
template <class... Rs>
[[nodiscard]] perhaps_missed check_bounds(type_list<Rs...>, double score, std::string_view name,
                                          slice_label const& slice = {}) {
    if (!std::isfinite(score))
        return unmet_requirement{decision_kind::reject, verdict_reason::not_finite, name, slice};
    auto const holds = [score]<class R>(type_list<R>) {
        if constexpr (BoundRequirement<R>) return R::holds(score);
        else return true;
    };
    if ((holds(type_list<Rs>{}) && ... && true)) return std::nullopt;
    return unmet_requirement{decision_kind::reject, verdict_reason::out_of_bounds, name, slice};
}

/// What the changes among `Rs` say of two scores of the metric `M`.
template <Metric M, class... Rs>
[[nodiscard]] perhaps_missed check_changes(type_list<Rs...>, double challenger, double champion,
                                           std::string_view name, slice_label const& slice = {}) {
    auto answer = requirement_answer::met;
    auto const ask = [&]<class R>(type_list<R>) {
        if constexpr (ChangeRequirement<R>)
            if (answer == requirement_answer::met)
                answer = R::template check<M>(challenger, champion);
    };
    (ask(type_list<Rs>{}), ...);
    if (answer == requirement_answer::met) return std::nullopt;
    if (answer == requirement_answer::no_scale)
        return unmet_requirement{decision_kind::inconclusive, verdict_reason::no_scale, name,
                                 slice};
    return unmet_requirement{decision_kind::reject, verdict_reason::requirement_missed, name,
                             slice};
}

/// The slices that `By` makes of the rows that are compared.
template <class By>
[[nodiscard]] std::vector<row_slice> slices_of(evidence const& e) {
    if constexpr (requirement::SlicesAsInAll<By>)
        return By::slices(e.rows, e.split_from.row_count() == 0 ? e.rows : e.split_from);
    else
        return By::slices(e.rows);
}

/// What one option of a gate for `M` requires beside the test: `bounds` of the challenger alone,
/// whose score by `M` is `score`, and `changes` from the champion. Both throw `std::bad_alloc`.
template <class M, class Option>
struct option_check {
    static perhaps_missed bounds(M const&, evidence const&, double score) {
        if constexpr (BoundRequirement<Option>)
            return check_bounds(type_list<Option>{}, score, M::name);
        else
            return std::nullopt;
    }
    static perhaps_missed changes(M const&, evidence const&) noexcept { return std::nullopt; }
};

template <class M, Metric Other, class... Rs>
struct option_check<M, also<Other, Rs...>> {
    static perhaps_missed bounds(M const&, evidence const& e, double) {
        return check_bounds(type_list<Rs...>{}, score_of(Other{}, e.challenger, e.rows),
                            Other::name);
    }
    static perhaps_missed changes(M const&, evidence const& e) {
        Other const other{};
        return check_changes<Other>(type_list<Rs...>{}, score_of(other, e.challenger, e.rows),
                                    score_of(other, e.champion, e.rows), Other::name);
    }
};

template <class M, class By, class... Rs>
struct option_check<M, each_slice<By, Rs...>> {
    static perhaps_missed bounds(M const& metric, evidence const& e, double) {
        for (auto const& slice : slices_of<By>(e)) {
            slice_label const label{slice.value, slice.name};
            if (slice.rows.empty())
                return unmet_requirement{decision_kind::reject, verdict_reason::slice_missing,
                                         By::name, label};
            double const score = score_among(metric, e.challenger, e.rows, slice.rows);
            if (auto const missed = check_bounds(type_list<Rs...>{}, score, By::name, label))
                return missed;
        }
        return std::nullopt;
    }
    static perhaps_missed changes(M const& metric, evidence const& e) {
        for (auto const& slice : slices_of<By>(e)) {
            auto const score = [&](std::span<float const> said) {
                return score_among(metric, said, e.rows, slice.rows);
            };
            if (auto const missed =
                    check_changes<M>(type_list<Rs...>{}, score(e.challenger), score(e.champion),
                                     By::name, {slice.value, slice.name}))
                return missed;
        }
        return std::nullopt;
    }
};

}  // namespace retrain::detail
