#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/missing_shares.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/core/split_rows.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/training.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/split/first_leak.hpp>
#include <retrain/split/hold_out_last.hpp>
#include <retrain/store/concept.hpp>
#include <retrain/trainer/concept.hpp>
#include <retrain/validation/concept.hpp>
#include <retrain/window/all_rows.hpp>
#include <retrain/window/concept.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// The rows of one run, split once for all of its models.
struct contest_rows {
    dataset_view all;  ///< the live model learns from these: mature, admitted, in the window
    dataset training;  ///< the judges learn from these
    dataset holdout;   ///< and are judged by these
    std::size_t purged = 0;
    std::size_t outside_window = 0;         ///< rows that only the window keeps from the judges
    std::vector<double> missing_shares{};   ///< by feature, window or not
    std::shared_ptr<dataset const> windowed{};  ///< owns `all` where a window leaves rows out
};

namespace detail {
/// The places in `rows` of those that enter at `from` or later, at least one of them.
[[nodiscard]] inline std::vector<std::size_t> entering_from(dataset_view rows, time_point from) {
    std::vector<std::size_t> places;
    for (std::size_t row = 0; row < rows.row_count(); ++row)
        if (rows.entry[row] >= from) places.push_back(row);
    if (places.empty())
        throw error{failure_reason::bad_data,
                    "the window leaves none of the " + std::to_string(rows.row_count()) +
                        " rows to learn from; make it begin no later than the last of them"};
    return places;
}

/// Throws `error` (`bad_data`) where a split is not what its type says.
template <class Split>
void require_as_said(split_rows const& sides, dataset_view rows) {
    if constexpr (Split::purged)
        if (auto const leak = first_leak(sides, rows))
            throw error{failure_reason::bad_data,
                        "the split says that it is purged, but the label interval of its training "
                        "row " + std::to_string(*leak) +
                            " touches the hold-out's; purge it, or say allow_unpurged"};
}
}  // namespace detail

/// Splits `all` with `split`, and leaves rows outside of `window` to neither judge nor live model;
/// `why` is the run's reason. Throws what the policies throw.
template <class Split, class Window>
[[nodiscard]] contest_rows split_contest(Split const& split, Window const& window, dataset_view all,
                                         std::string_view why) {
    split_rows const sides = split.split(all);
    detail::require_as_said<Split>(sides, all);
    contest_rows rows{.all = all,
                      .training = select(all, sides.training),
                      .holdout = select(all, sides.holdout),
                      .purged = sides.purged,
                      .missing_shares = missing_shares(all)};
    auto const within = [&](dataset_view side) {
        return side.row_count() == 0 ? std::vector<std::size_t>{}
                                     : detail::entering_from(side, window.begin(side, why));
    };
    auto const side = rows.training.view();
    if (auto const kept = within(side); kept.size() < side.row_count()) {
        rows.outside_window = side.row_count() - kept.size();
        rows.training = select(side, kept);
    }
    if (auto const kept = within(all); kept.size() < all.row_count()) {
        rows.windowed = std::make_shared<dataset const>(select(all, kept));
        rows.all = rows.windowed->view();
    }
    return rows;
}

/// The same without a window.
template <class Split>
[[nodiscard]] contest_rows split_contest(Split const& split, dataset_view all) {
    return split_contest(split, all_rows{}, all, {});
}

/// The rows of `all` whose label became known after `since`, as a hold-out; the others train.
[[nodiscard]] inline contest_rows matured_since(dataset_view all, time_point since) {
    std::vector<std::size_t> before, after;
    for (std::size_t row = 0; row < all.row_count(); ++row)
        (all.known[row] > since ? after : before).push_back(row);
    return {all, select(all, before), select(all, after), 0};
}

namespace detail {
/// Share of the training side that early stopping watches instead of learning from it.
inline constexpr unsigned stopping_percent = 15;

/// One probability a class for each row, row-major.
template <Model M>
[[nodiscard]] std::vector<float> predict_all(M const& model, dataset_view rows) {
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
}  // namespace detail

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
    return trainer.train(request);
}

/// Shows the gate both judges' predictions for the held-out rows that neither was trained on.
/// `champion` is null where there is none; `attempt` counts those that were decided since the
/// last promotion, with this one.
template <Model M, ValidationPolicy Validation>
[[nodiscard]] verdict judge_challenger(Validation const& validation, contest_rows const& rows,
                                       M const& challenger, M const* champion,
                                       model_metadata const* known, time_point now = not_yet,
                                       std::size_t attempt = 1) {
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
    shown.attempt = attempt;
    if (known != nullptr) {
        shown.champion_trained_at = known->trained_at;
        shown.champion_classes = known->classes.size();
        shown.same_classes = known->classes == compared.shape->classes;
        shown.same_features = known->fingerprint == compared.shape->fingerprint();
    }
    auto const shares = detail::class_shares(rows.training.view());
    shown.class_shares = shares;
    auto const challenger_says = detail::predict_all(challenger, compared);
    shown.challenger = challenger_says;
    std::vector<float> champion_says;
    // Classes are append-only, so a champion that knows fewer of them can still say of which it does.
    bool const speaks =
        known != nullptr && known->classes.size() <= compared.class_count() &&
        std::ranges::equal(known->classes,
                           std::span{compared.shape->classes}.first(known->classes.size()));
    if (champion != nullptr && speaks && shown.same_features)
        champion_says = detail::predict_all(*champion, compared);
    shown.champion = champion_says;
    return validation.decide(shown);
}

}  // namespace retrain
