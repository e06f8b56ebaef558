#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/time.hpp>

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retrain {

/// What the gate says of a challenger.
enum class decision_kind {
    promote,       ///< shown to be better than the champion
    no_baseline,   ///< there is no champion; better than the floor
    reject,        ///< not better
    inconclusive,  ///< can't be told from these rows
};

[[nodiscard]] constexpr std::string_view name(decision_kind kind) noexcept {
    switch (kind) {
        case decision_kind::promote: return "promote";
        case decision_kind::no_baseline: return "no_baseline";
        case decision_kind::reject: return "reject";
        case decision_kind::inconclusive: return "inconclusive";
    }
    return "unknown";
}

/// Why the gate says so.
enum class verdict_reason {
    better_than_champion,
    first_model,             ///< no champion, and the floor is passed
    champion_below_floor,    ///< the champion does not beat the floor, the challenger does
    refresh,                 ///< the champion is old, and the challenger shown to be hardly worse
    not_better,              ///< not shown to be better than the champion
    below_floor,             ///< does not beat the class frequencies of its training rows
    both_below_floor,        ///< nor does the champion, which is thus unfit to serve
    out_of_bounds,           ///< a score is beyond a bound that the program named
    requirement_missed,      ///< another metric, or a slice, is worse than the program allows
    slice_missing,           ///< a required slice has no held-out row
    not_finite,              ///< a prediction or a score is NaN or infinite
    no_rows,                 ///< there is no held-out row
    insufficient_units,      ///< too few independent units that neither judge was trained on
    no_scale,                ///< a relative change from a champion's score of 0
    classes_changed,         ///< champion and challenger know different classes
    features_changed,        ///< the champion can't read these rows
    luck_not_excluded,       ///< the best of so many worthless trials may earn as much
    overfitted,              ///< what earns most on some of the rows does not on the others
    no_returns,              ///< a row lacks the return that decisions are to be judged by
    not_validated,           ///< the program named `no_validation`
};

[[nodiscard]] constexpr std::string_view name(verdict_reason why) noexcept {
    switch (why) {
        case verdict_reason::better_than_champion: return "better_than_champion";
        case verdict_reason::first_model: return "first_model";
        case verdict_reason::champion_below_floor: return "champion_below_floor";
        case verdict_reason::refresh: return "refresh";
        case verdict_reason::not_better: return "not_better";
        case verdict_reason::below_floor: return "below_floor";
        case verdict_reason::both_below_floor: return "both_below_floor";
        case verdict_reason::out_of_bounds: return "out_of_bounds";
        case verdict_reason::requirement_missed: return "requirement_missed";
        case verdict_reason::slice_missing: return "slice_missing";
        case verdict_reason::not_finite: return "not_finite";
        case verdict_reason::no_rows: return "no_rows";
        case verdict_reason::insufficient_units: return "insufficient_units";
        case verdict_reason::no_scale: return "no_scale";
        case verdict_reason::classes_changed: return "classes_changed";
        case verdict_reason::features_changed: return "features_changed";
        case verdict_reason::luck_not_excluded: return "luck_not_excluded";
        case verdict_reason::overfitted: return "overfitted";
        case verdict_reason::no_returns: return "no_returns";
        case verdict_reason::not_validated: return "not_validated";
    }
    return "unknown";
}

/// What a gate may look at: three sets of predictions for the same held-out rows, which none of
/// the predictors was fitted on. Predictions are row-major, rows x classes.
struct evidence {
    dataset_view rows{};                      ///< the held-out rows that neither judge has seen
    std::span<float const> challenger{};      ///< the challenger's judge
    std::span<float const> champion{};        ///< the champion's judge; empty without one
    std::span<double const> class_shares{};   ///< class frequencies of the challenger's training rows
    bool has_champion = false;
    bool same_classes = true;                 ///< champion and challenger agree on the class list
    bool same_features = true;                ///< and on the fingerprint of the features
    dataset_view held_out{};                  ///< all held-out rows, whose dates are the calendar
    time_point now = not_yet;
    time_point champion_trained_at = not_yet;
    std::size_t champion_classes = 0;         ///< so many of the first classes does it know; 0: all
    std::size_t attempt = 1;                  ///< decided since the last promotion, with this one
    std::size_t trials = 1;                   ///< decided in all, promoted ones too, with this one
    /// What the name's other trials say of `rows`, the champion's judge and those of the kept
    /// candidates, a 0 for a class that one does not know; only for a gate that `WantsRivals`.
    std::span<std::vector<float> const> rivals{};
    time_point rivals_saw_until = not_yet;    ///< later rows were seen by none of them
    bool rescored = false;                    ///< it has won before: these rows came since, and too
                                              ///< few of them tell nothing against it
    dataset_view split_from{};                ///< all rows of which some were held out
    time_point champion_saw_until = not_yet;  ///< later rows its judge did not see
    /// The fewest entry dates that `split_from` needs for so many to be held out, if labels look
    /// `horizon` dates ahead; nothing where nobody can tell. Null: each further date is held out.
    std::optional<std::size_t> (*dates_for)(std::size_t held_out, std::size_t horizon) = nullptr;
};

/// The gate's answer. Numbers that were not computed are NaN.
struct verdict {
    decision_kind kind = decision_kind::reject;
    verdict_reason why = verdict_reason::no_rows;
    std::string_view metric{};                ///< "log_loss"; static storage
    double challenger = std::numeric_limits<double>::quiet_NaN();
    double champion = std::numeric_limits<double>::quiet_NaN();
    double floor = std::numeric_limits<double>::quiet_NaN();
    std::size_t rows = 0;                     ///< rows that were compared
    std::size_t units = 0;                    ///< independent units among them
    double difference = std::numeric_limits<double>::quiet_NaN();  ///< over the units; gains above 0
    double p_value = std::numeric_limits<double>::quiet_NaN();
    double alpha = std::numeric_limits<double>::quiet_NaN();       ///< what `p_value` had to be below
    std::size_t attempt = 0;                  ///< the evidence's, where there was a test
    std::optional<time_point> decidable_from{};  ///< when there will be enough units
    std::string_view requirement{};           ///< what was missed: a metric's or slicing's name
    std::optional<double> slice{};            ///< which slice: a class index or a column's value
    std::optional<std::string> slice_name{};  ///< and what it is called: a class, a ticker
    double deflated_sharpe = std::numeric_limits<double>::quiet_NaN();  ///< chance of no luck
    std::size_t trials = 0;                   ///< the luck of so many was allowed for
    double overfitting = std::numeric_limits<double>::quiet_NaN();      ///< its probability
    std::size_t rivals = 0;                   ///< the challenger stood out among so many others

    /// The challenger may go live.
    [[nodiscard]] constexpr bool publishes() const noexcept {
        return kind == decision_kind::promote || kind == decision_kind::no_baseline;
    }
    /// Challenger and champion were compared by a test, which spent `alpha`.
    [[nodiscard]] constexpr bool tested() const noexcept { return p_value == p_value; }
    /// What serves is no better than the class frequencies, and neither is the challenger.
    [[nodiscard]] constexpr bool champion_unfit() const noexcept {
        return why == verdict_reason::both_below_floor;
    }
};

/// What was missed, with the slice's name where it has one: "by_ticker TCS.NS".
[[nodiscard]] inline std::string missed_requirement(verdict const& v) {
    std::string text{v.requirement};
    return v.slice_name ? text.append(" ").append(*v.slice_name) : text;
}

}  // namespace retrain
