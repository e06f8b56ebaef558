#pragma once

#include <retrain/core/dataset.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>

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
    not_better,              ///< does not beat the champion on the same rows
    below_floor,             ///< does not beat the class frequencies of its training rows
    not_finite,              ///< a prediction or a score is NaN or infinite
    no_rows,                 ///< no held-out row that neither judge was trained on
    classes_changed,         ///< champion and challenger know different classes
    features_changed,        ///< the champion can't read these rows
    not_validated,           ///< the program named `no_validation`
};

[[nodiscard]] constexpr std::string_view name(verdict_reason why) noexcept {
    switch (why) {
        case verdict_reason::better_than_champion: return "better_than_champion";
        case verdict_reason::first_model: return "first_model";
        case verdict_reason::champion_below_floor: return "champion_below_floor";
        case verdict_reason::not_better: return "not_better";
        case verdict_reason::below_floor: return "below_floor";
        case verdict_reason::not_finite: return "not_finite";
        case verdict_reason::no_rows: return "no_rows";
        case verdict_reason::classes_changed: return "classes_changed";
        case verdict_reason::features_changed: return "features_changed";
        case verdict_reason::not_validated: return "not_validated";
    }
    return "unknown";
}

/// What a gate may look at: three sets of predictions for the same held-out rows, which none of
/// the predictors was fitted on. Predictions are row-major, rows x classes.
struct evidence {
    dataset_view rows{};                      ///< the held-out rows
    std::span<float const> challenger{};      ///< the challenger's judge
    std::span<float const> champion{};        ///< the champion's judge; empty without one
    std::span<double const> class_shares{};   ///< class frequencies of the challenger's training rows
    bool has_champion = false;
    bool same_classes = true;                 ///< champion and challenger agree on the class list
    bool same_features = true;                ///< and on the fingerprint of the features
};

/// The gate's answer. Scores that were not computed are NaN.
struct verdict {
    decision_kind kind = decision_kind::reject;
    verdict_reason why = verdict_reason::no_rows;
    std::string_view metric{};                ///< "log_loss"; static storage
    double challenger = std::numeric_limits<double>::quiet_NaN();
    double champion = std::numeric_limits<double>::quiet_NaN();
    double floor = std::numeric_limits<double>::quiet_NaN();
    std::size_t rows = 0;                     ///< rows that were compared

    /// The challenger may go live.
    [[nodiscard]] constexpr bool publishes() const noexcept {
        return kind == decision_kind::promote || kind == decision_kind::no_baseline;
    }
};

}  // namespace retrain
