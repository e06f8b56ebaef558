#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/split_rows.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/training.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/service/contest_rows.hpp>
#include <retrain/service/rival.hpp>
#include <retrain/split/hold_out_last.hpp>
#include <retrain/store/concept.hpp>
#include <retrain/trainer/concept.hpp>
#include <retrain/validation/concept.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace retrain {

namespace detail {
/// Share of the training side that early stopping watches instead of learning from it.
inline constexpr unsigned stopping_percent = 15;

/// Throws `error` (`bad_data`) unless `model` answers with a probability for each class of `rows`.
template <Model M>
void require_classes(M const& model, dataset_view rows) {
    std::size_t const classes = model.class_count();
    if (classes != rows.class_count())
        throw error{failure_reason::bad_data,
                    "the model knows " + std::to_string(classes) + " classes, its rows have " +
                        std::to_string(rows.class_count()) + "; train it on these rows"};
}

/// One probability a class for each row, row-major. Throws `error` (`bad_data`) where `model` reads
/// another number of features.
template <Model M>
[[nodiscard]] std::vector<float> predict_all(M const& model, dataset_view rows) {
    std::size_t const features = model.feature_count();
    if (features != rows.feature_count())
        throw error{failure_reason::bad_data,
                    "the model reads " + std::to_string(features) + " features, its rows have " +
                        std::to_string(rows.feature_count()) + "; train it on these rows"};
    std::vector<float> probabilities(rows.row_count() * model.class_count());
    model.predict_proba(rows.features, probabilities);
    return probabilities;
}

/// Share of each class among the labels of `rows`.
[[nodiscard]] inline std::vector<double> class_shares(dataset_view rows) {
    std::vector<double> shares(rows.class_count());
    for (auto const label : rows.labels) shares[label] += 1;
    for (auto& share : shares) share /= static_cast<double>(rows.row_count());
    return shares;
}

/// Classes are append-only, so a model that knows fewer of them can still say of which it does.
[[nodiscard]] inline bool knows_first_of(std::vector<std::string> const& known,
                                         std::vector<std::string> const& classes) {
    return known.size() <= classes.size() &&
           std::ranges::equal(known, std::span{classes}.first(known.size()));
}

/// `says`, of `known` classes, as predictions of `classes` of them: 0 for each further one.
[[nodiscard]] inline std::vector<float> widened(std::span<float const> says, std::size_t known,
                                                std::size_t classes) {
    std::vector<float> wide;
    for (std::size_t at = 0; at + known <= says.size() && known > 0; at += known) {
        auto const of_row = says.subspan(at, std::min(known, classes));
        wide.insert(wide.end(), of_row.begin(), of_row.end());
        wide.resize(wide.size() + classes - of_row.size());
    }
    return wide;
}
}  // namespace detail

/// Attempts that were decided under a model's name, with the one at hand.
struct attempt_counts {
    std::size_t since_promotion = 1;
    std::size_t in_all = 1;
};

/// Fits the judge on `training`. A trainer that stops early watches the purged tail of the training
/// side, never the hold-out; where there are too few rows for a tail, it does not stop early.
template <Trainer T>
[[nodiscard]] model_of<T> train_judge(T& trainer, training_request request, dataset_view training) {
    request.rows = training;
    if constexpr (requires { { trainer.wants_stopping_rows() } -> std::convertible_to<bool>; }) {
        if (trainer.wants_stopping_rows()) {
            split_rows const sides = hold_out_last(training, detail::stopping_percent);
            if (!sides.training.empty() && !sides.holdout.empty()) {
                dataset const fitted = select(training, sides.training);
                dataset const watched = select(training, sides.holdout);
                request.rows = fitted.view();
                request.stopping_rows = watched.view();
                return trainer.train(request);
            }
        }
    }
    return trainer.train(request);
}

/// Fits the model that serves: the judge's recipe and number of rounds on all rows.
template <Trainer T>
[[nodiscard]] model_of<T> train_live(T& trainer, training_request request, dataset_view all,
                                     model_of<T> const& judge) {
    request.rows = all;
    request.rounds = rounds_of(judge);
    auto model = trainer.train(request);
    detail::require_classes(model, all);
    return model;
}

/// Shows the gate both judges' predictions for the held-out rows that neither was trained on, and
/// what `rivals` say of them where the gate wants to know. `champion` is null where there is none.
/// `rescored` says that the challenger has won before, and that the held-out rows came since.
template <Model M, ValidationPolicy Validation>
[[nodiscard]] verdict judge_challenger(Validation const& validation, contest_rows const& rows,
                                       M const& challenger, M const* champion,
                                       model_metadata const* known, time_point now = not_yet,
                                       attempt_counts attempt = {},
                                       std::vector<rival<M>> const& rivals = {},
                                       bool rescored = false) {
    detail::require_classes(challenger, rows.holdout.view());
    dataset unseen;
    dataset_view compared = rows.holdout.view();
    if (known != nullptr &&
        std::ranges::any_of(compared.entry, [&](auto at) { return at <= known->judge_saw_until; })) {
        std::vector<std::size_t> indices;
        for (std::size_t row = 0; row < compared.row_count(); ++row)
            if (compared.entry[row] > known->judge_saw_until) indices.push_back(row);
        unseen = select(compared, indices);
        compared = unseen.view();
    }

    evidence shown{.rows = compared};
    shown.held_out = rows.holdout.view();
    shown.has_champion = champion != nullptr;
    shown.now = now;
    shown.attempt = attempt.since_promotion;
    shown.trials = attempt.in_all;
    shown.rescored = rescored;
    shown.split_from = rows.split_from;
    shown.dates_for = rows.dates_for;
    if (known != nullptr) {
        shown.champion_trained_at = known->trained_at;
        shown.champion_saw_until = known->judge_saw_until;
        shown.champion_classes = known->classes.size();
        shown.same_classes = known->classes == compared.shape->classes;
        shown.same_features = known->fingerprint == compared.shape->fingerprint();
    }
    auto const shares = detail::class_shares(rows.training.view());
    shown.class_shares = shares;
    auto const challenger_says = detail::predict_all(challenger, compared);
    shown.challenger = challenger_says;
    std::vector<float> champion_says;
    bool const speaks =
        known != nullptr && detail::knows_first_of(known->classes, compared.shape->classes);
    if (champion != nullptr && speaks && shown.same_features)
        champion_says = detail::predict_all(*champion, compared);
    shown.champion = champion_says;
    std::vector<std::vector<float>> rivals_say;
    if constexpr (WantsRivals<Validation>) {
        auto const add = [&](std::span<float const> says, M const& of) {
            rivals_say.push_back(detail::widened(says, of.class_count(), compared.class_count()));
        };
        if (!champion_says.empty()) add(champion_says, *champion);
        for (auto const& other : rivals) {
            if (other.known.fingerprint != compared.shape->fingerprint() ||
                !detail::knows_first_of(other.known.classes, compared.shape->classes))
                continue;
            add(detail::predict_all(other.judge, compared), other.judge);
            shown.rivals_saw_until =
                std::max(shown.rivals_saw_until, other.known.judge_saw_until);
        }
        shown.rivals = rivals_say;
    }
    return validation.decide(shown);
}

}  // namespace retrain
