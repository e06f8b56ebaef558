#pragma once

#include <retrain/core/type_list.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/validation/gain_test.hpp>
#include <retrain/validation/metric.hpp>
#include <retrain/validation/options.hpp>
#include <retrain/validation/requirements.hpp>

#include <cmath>
#include <optional>
#include <span>
#include <string_view>

namespace retrain::detail {

/// A requirement that is not met, and what follows from that.
struct missed_requirement {
    decision_kind kind = decision_kind::reject;
    verdict_reason why = verdict_reason::requirement_missed;
    std::string_view requirement{};
    std::optional<double> slice{};
};
using perhaps_missed = std::optional<missed_requirement>;

/// What the bounds among `Rs` say of one score.
template <class... Rs>
[[nodiscard]] perhaps_missed check_bounds(type_list<Rs...>, double score, std::string_view name,
                                          std::optional<double> slice = {}) noexcept {
    if (!std::isfinite(score))
        return missed_requirement{decision_kind::reject, verdict_reason::not_finite, name, slice};
    auto const holds = [score]<class R>(type_list<R>) {
        if constexpr (BoundRequirement<R>) return R::holds(score);
        else return true;
    };
    if ((holds(type_list<Rs>{}) && ... && true)) return std::nullopt;
    return missed_requirement{decision_kind::reject, verdict_reason::out_of_bounds, name, slice};
}

/// What the changes among `Rs` say of two scores of the metric `M`.
template <Metric M, class... Rs>
[[nodiscard]] perhaps_missed check_changes(type_list<Rs...>, double challenger, double champion,
                                           std::string_view name,
                                           std::optional<double> slice = {}) noexcept {
    auto answer = requirement_answer::met;
    auto const ask = [&]<class R>(type_list<R>) {
        if constexpr (ChangeRequirement<R>)
            if (answer == requirement_answer::met)
                answer = R::template check<M>(challenger, champion);
    };
    (ask(type_list<Rs>{}), ...);
    if (answer == requirement_answer::met) return std::nullopt;
    if (answer == requirement_answer::no_scale)
        return missed_requirement{decision_kind::inconclusive, verdict_reason::no_scale, name,
                                  slice};
    return missed_requirement{decision_kind::reject, verdict_reason::requirement_missed, name,
                              slice};
}

/// What one option of a gate for `M` requires beside the test: `bounds` of the challenger alone,
/// whose score by `M` is `score`, and `changes` from the champion. Both throw `std::bad_alloc`.
template <class M, class Option>
struct option_check {
    static perhaps_missed bounds(M const&, evidence const&, double score) noexcept {
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
        for (auto const& slice : By::slices(e.rows)) {
            if (slice.rows.empty())
                return missed_requirement{decision_kind::reject, verdict_reason::slice_missing,
                                          By::name, slice.value};
            double const score = score_among(metric, e.challenger, e.rows, slice.rows);
            if (auto const missed = check_bounds(type_list<Rs...>{}, score, By::name, slice.value))
                return missed;
        }
        return std::nullopt;
    }
    static perhaps_missed changes(M const& metric, evidence const& e) {
        for (auto const& slice : By::slices(e.rows)) {
            auto const score = [&](std::span<float const> said) {
                return score_among(metric, said, e.rows, slice.rows);
            };
            if (auto const missed =
                    check_changes<M>(type_list<Rs...>{}, score(e.challenger), score(e.champion),
                                     By::name, slice.value))
                return missed;
        }
        return std::nullopt;
    }
};

}  // namespace retrain::detail
