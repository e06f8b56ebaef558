#pragma once

#include <retrain/clock/concept.hpp>
#include <retrain/core/describe.hpp>
#include <retrain/core/log_level.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/time.hpp>
#include <retrain/core/training.hpp>
#include <retrain/history/concept.hpp>
#include <retrain/interval/back_off.hpp>
#include <retrain/interval/concept.hpp>
#include <retrain/ledger/concept.hpp>
#include <retrain/logger/concept.hpp>
#include <retrain/service/permission.hpp>
#include <retrain/service/prepared_data.hpp>
#include <retrain/service/run_journal.hpp>
#include <retrain/service/run_order.hpp>
#include <retrain/service/run_register.hpp>
#include <retrain/service/trigger_seat.hpp>
#include <retrain/trigger/concept.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace retrain {

/// What a service is made of, and what its activities have in common: they ask whether a run may
/// begin, give the history what it lacks, and say what happened.
template <TriggerPolicy Trigger, IntervalPolicy Interval, class Pipeline, HistorySink History,
          Ledger Memory, Clock Time, Logger Log, class Name>
struct service_parts {
    using trigger_type = Trigger;
    using trainers = typename Pipeline::trainers;
    using name = Name;

    /// Other processes can make a version live, or change anything else that this service knows.
    static constexpr bool shows_others = Pipeline::shared;
    static constexpr bool looks = shows_others || SharedLedger<Memory>;
    static constexpr refusal is_paused{skip_reason::paused, "pause"};

    settings const options;
    Log logger;
    Time clock;
    trigger_seat<Trigger> trigger;
    permission<Interval> may;
    run_journal<History> journal;
    run_register<Memory> registry;
    Pipeline pipeline;
    std::function<void(training_progress const&)> progress{};  ///< the program's listener

    /// `make.operator()<P>()` returns the policy `P`. Serves what the store holds and knows what the
    /// ledger remembers.
    template <class Make>
    explicit service_parts(Make const& make)
        : options{make.values()},
          logger{make.template operator()<Log>()},
          clock{make.template operator()<Time>()},
          trigger{make.template operator()<Trigger>()},
          may{make.template operator()<Interval>(), back_off<>::from_settings(options)},
          journal{make.template operator()<History>(), listener()},
          registry{make.template operator()<Memory>(), now(), listener(), may.longest_delay()},
          pipeline{make} {
        guarded([&] { pipeline.recover(listener()); });
        pipeline.refresh(listener());
        // A process that was killed between a publish and its ledger still knows of its run.
        // One that was trained while the clock was ahead tells nothing.
        if (auto const trained = pipeline.last_trained(); trained <= now())
            registry.remember_run(trained);
        guarded([&] { complete_history_if_alone(); });
        if constexpr (StatefulTrigger<Trigger>)
            guarded([&] { trigger.restore(registry.book().trigger_state); });
        compare_with_live();
    }
    service_parts(service_parts const&) = delete;
    service_parts& operator=(service_parts const&) = delete;

    ~service_parts() {
        journal.record_skips();
        remember_trigger();
        registry.flush();
    }

    [[nodiscard]] time_point now() const noexcept { return clock.now(); }

    // ---- may a run begin? -------------------------------------------------------------------

    /// Who refuses whatever the number of new samples is, if anybody does.
    [[nodiscard]] std::optional<refusal> refused() {
        if (registry.paused()) return is_paused;
        return may.refused_uncounted(registry.look(now(), 0));
    }
    [[nodiscard]] std::optional<refusal> refused(std::size_t new_samples) {
        return may.refused(registry.look(now(), new_samples));
    }

    // ---- what a training needs --------------------------------------------------------------

    /// The usable rows, counted against those that the last judged run saw.
    [[nodiscard]] prepared_data load(time_point at) {
        return pipeline.load(at, registry.book().seen);
    }

    /// How many attempts were decided before, by model.
    [[nodiscard]] past_trials trials() const {
        auto book = registry.book();
        return {std::move(book.trials), std::move(book.all_trials)};
    }

    [[nodiscard]] training_request training(std::stop_token stop) {
        std::size_t const cores = std::max(2U, std::thread::hardware_concurrency());
        return {.rows = {},
                .stopping_rows = {},
                .rounds = {},
                .threads = options.threads == 0 ? cores - 1 : options.threads.value(),
                .seed = options.seed,
                .stop = std::move(stop),
                .progress = progress_listener(),
                .message = listener()};
    }

    // ---- what it says -----------------------------------------------------------------------

    /// A record of something that begins now.
    [[nodiscard]] run_record begin_record(std::string reason) const {
        run_record run;
        run.service = std::string{Name::name()};
        run.reason = std::move(reason);
        run.started = now();
        return run;
    }

    /// Shows a run or an act to log and history, after which `live` is live, by model.
    void record(run_record& run, std::optional<std::vector<std::uint64_t>> live) {
        logger.log(run.any_failure() ? log_level::error : log_level::info, describe(run));
        for (auto const& warning : run.warnings) logger.log(log_level::warning, warning);
        journal.record_skips();
        journal.record(run, std::move(live));
    }

    /// Counts a skip and tells the log; true if somebody has to call `journal.record_skips`.
    bool skip(std::string why, refusal const& refused) {
        registry.enter(refused.why);
        logger.log(log_level::debug, "no retraining for " + why + ": " + describe(refused));
        return journal.add({std::string{Name::name()}, std::move(why), refused, now()});
    }

    /// Gives the history what went live and was not recorded. The caller has the directory's lock,
    /// so no run is about to record.
    void complete_history() {
        if constexpr (requirement::HistoryCompletes<History>) {
            if (journal.knows(pipeline.generations())) return;
            [[maybe_unused]] auto const turn = pipeline.lock_acts();
            journal.complete(pipeline.publications(Name::name(), now()), pipeline.generations());
        }
    }

    [[nodiscard]] std::function<void(log_level, std::string_view)> listener() {
        return [this](log_level level, std::string_view text) { logger.log(level, text); };
    }

    /// Does `work`; what it throws goes to the log and no further.
    template <class Work>
    void guarded(Work const& work) noexcept {
        try {
            work();
        } catch (std::exception const& failed) {
            logger.log(log_level::error, failed.what());
        } catch (...) {
            logger.log(log_level::error, "something that is no std::exception was thrown");
        }
    }

    // ---- what the trigger remembers ---------------------------------------------------------

    void remember_trigger() noexcept {
        if constexpr (StatefulTrigger<Trigger>)
            guarded([&] { registry.remember_trigger(trigger.save()); });
    }

    /// Tells the trigger what is live, and gives it what the live model knows of the rows that it
    /// learned from.
    void compare_with_live() noexcept {
        if constexpr (LiveVersionTrigger<Trigger>)
            guarded([&] { trigger.tell_live([&] { return pipeline.live_generations(); }); });
        if constexpr (ReferenceTrigger<Trigger>)
            guarded([&] {
                auto const [generation, summary] = pipeline.reference();
                trigger.compare_with(generation, summary);
            });
    }

    /// Takes up what other processes changed: their runs, pauses and requests, and what is live.
    void look_again() noexcept {
        guarded([&] { registry.look_again(now()); });
        guarded([&] { pipeline.look_again(listener()); });
        compare_with_live();
    }

   private:
    void complete_history_if_alone() {
        if constexpr (requirement::HistoryCompletes<History>) {
            if (journal.knows(pipeline.generations()) || !pipeline.writable()) return;
            if (auto const alone = pipeline.try_lock(); static_cast<bool>(alone))
                complete_history();
        }
    }

    /// The program's listener. One that throws is told no more of this training.
    [[nodiscard]] std::function<void(training_progress const&)> progress_listener() {
        if (!progress) return {};
        return [this, deaf = false](training_progress const& at) mutable {
            if (std::exchange(deaf, true)) return;
            guarded([&] {
                progress(at);
                deaf = false;
            });
        };
    }
};

}  // namespace retrain
