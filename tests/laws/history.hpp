#pragma once

#include <retrain/core/record.hpp>
#include <retrain/core/time.hpp>
#include <retrain/history/concept.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace retrain::laws {

/// 2020-01-31T12:34:56Z
inline constexpr time_point noon{std::chrono::sys_days{std::chrono::year{2020} / 1 / 31} +
                                 std::chrono::hours{12} + std::chrono::minutes{34} +
                                 std::chrono::seconds{56}};

/// A generation that went live without a record, as a service tells a sink of it.
[[nodiscard]] inline run_record unrecorded(std::string model, std::uint64_t generation,
                                           std::string service = "verdict") {
    run_record run;
    run.service = std::move(service);
    run.reason = "recovery: its process ended first";
    run.started = run.finished = noon;
    run.models.push_back(
        {.name = std::move(model),
         .published = true,
         .generation = generation,
         .by_hand = intervention{intervention_kind::recovery, "its process ended first"}});
    return run;
}

/// A sink that completes records what it lacks since its first record, once.
template <HistorySink Sink>
[[nodiscard]] bool completes(Sink& sink) {
    std::string const odd = "two  \"spaces\" and\na line";
    std::vector<run_record> all{unrecorded("toy", 1), unrecorded("toy", 2),
                                unrecorded("other", 5), unrecorded("toy", 9, odd)};
    if (sink.complete(std::span<run_record const>{}) != 0) return false;
    // A sink that is new lacks the latest only.
    if (sink.complete(all) != 3 || sink.complete(all) != 0) return false;
    auto won = unrecorded("toy", 4);
    won.number = 12;
    won.models[0].by_hand.reset();
    won.models[0].verdict = verdict{.kind = decision_kind::promote};
    sink.record(won);
    auto refused = won;
    refused.models[0].published = false;
    refused.models[0].generation = 3;
    sink.record(refused);
    auto pinned = unrecorded("toy", 6);
    pinned.models[0].published = false;
    pinned.models[0].by_hand->kind = intervention_kind::pin;
    sink.record(pinned);
    for (std::uint64_t generation : {3U, 4U, 5U, 6U, 7U}) all.push_back(unrecorded("toy", generation));
    all.push_back(unrecorded("toy", 10, odd));
    return sink.complete(all) == 4 && sink.complete(all) == 0;  // 3, 5, 7, and the odd one
}

/// A run with something in every place: one model went live, one failed.
[[nodiscard]] inline run_record full_run() {
    run_record run;
    run.number = 12;
    run.service = "verdict";
    run.reason = "analysis_completed (64)";
    run.coalesced = 2;
    run.started = noon;
    run.finished = noon + std::chrono::milliseconds{3250};
    run.rows = {.read = 5104,
                .kept = 4900,
                .immature = 190,
                .filtered = 10,
                .insufficient = 4,
                .new_samples = 120,
                .revised = 3,
                .training = 4000,
                .purged = 20,
                .holdout = 880};
    model_outcome live;
    live.name = "random_forest";
    live.verdict = verdict{.kind = decision_kind::promote,
                           .why = verdict_reason::better_than_champion,
                           .metric = "log_loss",
                           .challenger = 0.9012,
                           .champion = 0.9321,
                           .floor = 1.1012,
                           .rows = 880,
                           .units = 44,
                           .difference = 0.0309,
                           .p_value = 0.0012,
                           .alpha = 0.025,
                           .attempt = 1};
    live.published = true;
    live.generation = 7;
    live.backup = "models/backups/random_forest_20200131_123456.ubj";
    live.rounds = 80;
    live.seconds = 1.25;
    model_outcome broken;
    broken.name = "gradient_boosting";
    broken.generation = 3;
    broken.failure = failure{failure_reason::training_failed, "the engine refused eta"};
    run.models = {live, broken};
    run.failure = failure{failure_reason::store_failed, "the disk is full"};
    run.warnings = {"14 rows have no label"};
    return run;
}

/// A run whose texts try to look like other records, and whose numbers are none.
[[nodiscard]] inline run_record hostile_run() {
    using namespace std::string_literals;
    std::string const forged =
        "x\n{\"kind\":\"run\"}\nrun 99  2020-01-31T12:34:56Z  forged\r\n\x1b[2J\xff"s;
    run_record run = full_run();
    run.service = run.reason = forged;
    for (auto& model : run.models) {
        model.name = model.backup = forged;
        model.by_hand = intervention{intervention_kind::force, forged};
        if (model.failure) model.failure->text = forged;
        if (model.verdict) {
            model.verdict->challenger = std::numeric_limits<double>::quiet_NaN();
            model.verdict->champion = std::numeric_limits<double>::infinity();
            model.verdict->floor = std::numeric_limits<double>::max();
            model.verdict->difference = -std::numeric_limits<double>::max();
            model.verdict->requirement = "x\nrun 99";
            model.verdict->slice = std::numeric_limits<double>::infinity();
            model.verdict->decidable_from = time_point::max();
        }
        model.seconds = std::numeric_limits<double>::infinity();
    }
    run.failure->text = forged;
    run.warnings = {forged, ""};
    return run;
}

[[nodiscard]] inline skip_record full_skip() {
    return {.service = "verdict",
            .reason = "backtest_completed",
            .refused = {.why = skip_reason::interval_not_over,
                        .policy = "min_interval",
                        .have = 3.5,
                        .need = 24,
                        .unit = "hours"},
            .at = noon};
}

/// [history.total] Any record can be recorded, an empty one as well as a hostile one.
template <HistorySink S>
[[nodiscard]] constexpr bool takes_anything(S& sink) {
    sink.record(run_record{});
    sink.record(full_run());
    sink.record(hostile_run());
    if constexpr (requirement::HistoryRecordsSkips<S>) {
        sink.record(skip_record{});
        sink.record(full_skip());
    }
    return true;
}

/// [history.append] A record changes nothing of what was recorded before, and two equal records
/// are two. `recorded()` is all that was recorded so far, as text.
template <HistorySink S, class Recorded>
[[nodiscard]] bool only_appends(S& sink, Recorded const& recorded) {
    std::string before = recorded();
    std::size_t added = 0;
    for (int i = 0; i != 3; ++i) {
        sink.record(full_run());
        std::string after = recorded();
        bool const grew = after.size() > before.size() && after.starts_with(before);
        if (!grew || (i != 0 && after.size() - before.size() != added)) return false;
        added = after.size() - before.size();
        before = std::move(after);
    }
    return true;
}

}  // namespace retrain::laws
