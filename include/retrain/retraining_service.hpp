#pragma once

#include <retrain/config/unread_settings.hpp>
#include <retrain/core/describe.hpp>
#include <retrain/core/fixed_string.hpp>
#include <retrain/core/readiness.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/training.hpp>
#include <retrain/event/clock_tick.hpp>
#include <retrain/event/concept.hpp>
#include <retrain/event/retraining_completed.hpp>
#include <retrain/interval/back_off.hpp>
#include <retrain/interval/minimum_interval.hpp>
#include <retrain/roles.hpp>
#include <retrain/service/arguments.hpp>
#include <retrain/service/assemble.hpp>
#include <retrain/service/pipeline.hpp>
#include <retrain/service/run_register.hpp>
#include <retrain/service/skip_log.hpp>
#include <retrain/service/statistics.hpp>
#include <retrain/service/switchboard.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace retrain {

/// Decides when to retrain, trains, judges, publishes, remembers. Every choice is a type; name
/// them in any order with `retraining_service<...>`, which resolves to this template.
///
/// Thread-safe but for construction and destruction. Nothing happens by itself before `connect`;
/// `retrain` and `request` work from the first moment. Nothing throws out of an event.
template <TriggerPolicy Trigger, IntervalPolicy Interval, BackupPolicy Backup,
          TrainerBundle Trainers, HistorySink History, DataSource Source, RowFilter Filter,
          DataGate Gate, SplitPolicy Split, WindowPolicy Window, ValidationPolicy Validation,
          ModelStore Store, Ledger Memory, Executor Worker, Clock Time, Logger Log, class Name>
class basic_retraining_service {
   public:
    using tag = typename Name::tag;
    using completed = retraining_completed<tag>;
    using events = type_union<typename Trigger::events, type_list<clock_tick>>;

    /// The settings that every service reads, whatever its policies.
    static constexpr std::array<std::string_view, 5> reads{"enabled", "threads", "seed",
                                                           "retry_seconds", "retry_limit_hours"};

    static_assert(!Trigger::events::template contains<completed>,
                  "[service.own_tag] a service that listens to its own completion would wake itself "
                  "for ever: give it a tag of its own with named<my_tag>, or listen to another's");

    /// Takes, in any order, the `settings` and a value for each policy that has one; the others
    /// are built from the settings or by default. Serves what the store holds and knows what the
    /// ledger remembers. Throws `error` where a policy can't be built; a damaged model or ledger
    /// is logged, never fatal.
    template <class... Arguments>
        requires(!(std::derived_from<std::remove_cvref_t<Arguments>, basic_retraining_service> || ...))
    explicit basic_retraining_service(Arguments&&... arguments)
        : basic_retraining_service{
              detail::policy_arguments<Arguments...>{std::forward<Arguments>(arguments)...}, built{}} {
        static_assert((takes<std::remove_cvref_t<Arguments>> && ... && true),
                      "[service.unused_argument] an argument of the constructor is neither the "
                      "settings nor a value of one of this service's policies");
    }
    basic_retraining_service(basic_retraining_service const&) = delete;
    basic_retraining_service& operator=(basic_retraining_service const&) = delete;

    /// Ends its connections, stops a run within one boosting round, and waits for it.
    ~basic_retraining_service() {
        guarded([&] { board_->close_all(); });
        register_.close();
        executor_.stop();
        record_skips();
        remember_trigger();
        register_.flush();
    }

    /// Subscribes to the trigger's events and to `clock_tick`, announces each run that ends as
    /// `retraining_completed<tag>`, and takes up a request that waits since before a restart.
    /// The bus must outlive the connection.
    template <EventBus Bus>
    [[nodiscard]] connection connect(Bus& bus) {
        auto line = std::make_shared<typename board::line>();
        line->announce = [&bus](completed const& news) { bus.publish(news); };
        subscribe(bus, *line, events{});
        auto opened = board::open(board_, std::move(line));
        take_up_waiting();
        return opened;
    }

    /// Shows the service one event, as a bus does; a `static_bus` is given the service itself.
    template <class Event>
        requires(events::template contains<Event>)
    void operator()(Event const& event) noexcept {
        guarded([&] {
            take_up_waiting();
            if constexpr (Trigger::events::template contains<Event>) {
                std::optional<reason> why;
                {
                    std::scoped_lock const lock{trigger_mutex_};
                    why = trigger_.observe(event, register_.look(now(), 0));
                }
                if (why) consider(describe(*why));
            }
        });
    }

    /// Retrains on the caller's thread, past the interval but never past the gate. All models, or
    /// those selected by type (`retrain<random_forest>("...")`) or by name. Answers `busy` at once
    /// while a run is going on.
    template <class... Selected, std::convertible_to<std::string_view>... Names>
    run_report retrain(std::string_view why = "manual", Names const&... names) {
        auto wanted = manual_request<Selected...>(why, names...);
        if (auto no = find_unknown(wanted); !no) return {no.refused, {}, std::move(no.text)};
        auto stop = register_.try_begin();
        if (!stop) {
            auto const no = refusal{skip_reason::busy, "retrain"};
            register_.enter(no.why);
            return {no, {}, "a run is going on already; request() joins the queue"};
        }
        run_report report = perform(wanted, *std::move(stop));
        register_.end();
        announce(report);
        wake();
        return report;
    }

    /// Asks for a retraining by the executor, and returns at once where that has a thread of its
    /// own. During a run it is joined with others into one later run. Past the interval, never
    /// past the gate; remembered over a restart.
    template <class... Selected, std::convertible_to<std::string_view>... Names>
    readiness request(std::string_view why = "manual", Names const&... names) {
        auto wanted = manual_request<Selected...>(why, names...);
        if (auto no = find_unknown(wanted); !no) return no;
        register_.join(std::move(wanted));
        wake();
        return {};
    }

    /// Stops the run that is going on, if there is one, within one boosting round. It changes
    /// nothing, and its record says `cancelled`.
    void cancel() noexcept { register_.cancel(); }

    /// Makes the version before the live one live again, and returns the new generation. Throws
    /// `error` if there is none, or while a run is going on.
    template <class Selected>
    std::uint64_t rollback(std::string_view why) {
        return rollback(Selected::name, why);
    }
    std::uint64_t rollback(std::string_view model, std::string_view why) {
        if (auto const no = find_unknown({.reason = {}, .models = {std::string{model}}}); !no)
            throw error{failure_reason::bad_parameter, no.text};
        if (!register_.try_begin())
            throw error{failure_reason::store_failed,
                        "a run is going on: roll back when it has ended, or cancel() it first"};
        run_report report;
        auto& run = report.run;
        run.service = std::string{Name::name()};
        run.reason = "rollback: " + std::string{why};
        run.started = now();
        try {
            run.models.push_back(pipeline_.rollback(model, why));
        } catch (...) {
            register_.end();
            throw;
        }
        run.finished = now();
        record(run);
        register_.end();
        announce(report);
        wake();
        return run.models.front().generation;
    }

    /// What serves now; null before there ever was a model. The pointer keeps that model alive, so
    /// hold it for a decision, not for a day. Thread-safe, also during a swap.
    template <class Selected>
    [[nodiscard]] auto live() const noexcept {
        return live_at<Trainers::trainers::template index_of<Selected>>();
    }
    template <fixed_string Model>
    [[nodiscard]] auto live() const noexcept {
        return live_at<Trainers::index_of(Model.view()).value_or(Trainers::names.size())>();
    }

    /// Whether a trigger's reason would lead to a run now, and if not, why. Reads the training
    /// data where the interval policy counts new samples.
    [[nodiscard]] readiness can_retrain_now() {
        if (auto const refused = refused_uncounted()) return no(*refused);
        if constexpr (counts_samples<Interval>) {
            try {
                auto const data = pipeline_.load(now(), register_.book().seen);
                if (auto const refused = refused_counted(data.counts.new_samples))
                    return no(*refused);
                if (data.refused) throw *data.refused;
            } catch (...) {
                return {{}, "a run would start, and fail: " + current_failure().text};
            }
        }
        return {};
    }

    /// Totals over restarts. Asks `can_retrain_now`.
    [[nodiscard]] statistics stats() {
        auto const book = register_.book();
        statistics totals{.attempts = book.attempts,
                          .trained = book.trained,
                          .promoted = book.promoted,
                          .rejected = book.rejected,
                          .failed = book.failed,
                          .skips = book.skips,
                          .last_run = book.last_run,
                          .minimum_interval_hours = {},
                          .can_retrain_now = can_retrain_now()};
        if (auto const span = minimum_interval(interval_))
            totals.minimum_interval_hours =
                std::chrono::duration<double, std::chrono::hours::period>{*span}.count();
        return totals;
    }

    /// `listener` is told of each boosting round, on the thread that trains. Set it before the
    /// first run.
    void on_progress(std::function<void(training_progress const&)> listener) {
        progress_ = std::move(listener);
    }

    [[nodiscard]] settings const& configuration() const noexcept { return settings_; }
    [[nodiscard]] Log& logger() noexcept { return logger_; }

   private:
    using board = detail::switchboard<completed>;
    using steps = pipeline<Source, Filter, Gate, Split, Window, Trainers, Validation, Backup, Store>;

    template <class Argument>
    static constexpr bool takes =
        type_list<settings, Trigger, Interval, Backup, Trainers, History, Source, Filter, Gate,
                  Split, Window, Validation, Store, Memory, Worker, Time,
                  Log>::template contains<Argument> ||
        Trainers::trainers::template contains<Argument>;

    template <std::size_t Place>
    [[nodiscard]] auto live_at() const noexcept {
        constexpr bool known = Place < Trainers::names.size();
        static_assert(known, "[service.model] no trainer of this service has that name or type");
        if constexpr (known) return pipeline_.template live<Place>();
        else return nullptr;
    }

    struct built {};

    template <class... Arguments>
    basic_retraining_service(detail::policy_arguments<Arguments...>&& make, built)
        : settings_{make.values()},
          logger_{make.template operator()<Log>()},
          clock_{make.template operator()<Time>()},
          trigger_{make.template operator()<Trigger>()},
          interval_{make.template operator()<Interval>()},
          back_off_{back_off<>::from_settings(settings_)},
          history_{make.template operator()<History>()},
          register_{make.template operator()<Memory>(), now(), listener()},
          pipeline_{make},
          executor_{make.template operator()<Worker>()} {
        for (auto const& sentence :
             unread_settings<basic_retraining_service, Trigger, Interval, Backup, Trainers, History,
                             Source, Filter, Gate, Split, Window, Validation, Store, Memory,
                             Worker, Time, Log>(settings_))
            logger_.log(log_level::warning, sentence);
        guarded([&] { pipeline_.recover(listener()); });
        pipeline_.refresh(listener());
        // A process that was killed between a publish and its ledger still knows of its run.
        register_.remember_run(std::min(pipeline_.last_trained(), now()));
        if constexpr (StatefulTrigger<Trigger>)
            guarded([&] { trigger_.restore(register_.book().trigger_state); });
    }

    // ---- from an event to a run -------------------------------------------------------------

    template <class Bus, class... Events>
    void subscribe(Bus& bus, typename board::line& line, type_list<Events...>) {
        auto const keep = [&line](auto token) {
            line.subscriptions.push_back(std::make_shared<decltype(token)>(std::move(token)));
        };
        (keep(bus.template subscribe<Events>([this](Events const& event) { (*this)(event); })), ...);
    }

    void consider(std::string why) {
        if (auto const refused = refused_uncounted()) {
            skip(std::move(why), *refused);
        } else {
            register_.join({.reason = std::move(why)});
            wake();
        }
    }

    void wake() {
        executor_.submit([this] { make_waiting_runs(); });
    }

    /// Starts the request that waits if it is due, else sets the timer for it.
    void take_up_waiting() {
        auto const delay = register_.waiting(now());
        if (!delay) return;
        if (*delay == delay->zero())
            wake();
        else
            executor_.wake_after(*delay, [this] { take_up_waiting(); });
    }

    /// The executor's job: makes the run that waits, and those that are asked for meanwhile.
    void make_waiting_runs() noexcept {
        guarded([&] {
            while (auto waiting = register_.try_begin_waiting(now())) {
                auto const report = perform(waiting->first, std::move(waiting->second));
                register_.end();
                announce(report);
            }
            take_up_waiting();
        });
    }

    // ---- a run ------------------------------------------------------------------------------

    /// Makes one run from its reason to its record. The caller has claimed it and gives it back.
    [[nodiscard]] run_report perform(pending_request const& wanted, std::stop_token stop) noexcept {
        run_report report;
        auto& run = report.run;
        std::vector<seen_row> snapshot;
        try {
            run.service = std::string{Name::name()};
            run.reason = wanted.reason;
            run.coalesced = wanted.coalesced;
            run.number = register_.number();
            run.started = now();
            auto const lock = pipeline_.try_lock();
            if (!static_cast<bool>(lock)) {
                postpone(wanted);
                return skipped(std::move(report), {skip_reason::locked_elsewhere, "store"});
            }
            if (!wanted.bypass_interval)
                if (auto const refused = refused_uncounted())
                    return skipped(std::move(report), *refused);
            pipeline_.refresh(listener());
            auto data = pipeline_.load(run.started, register_.book().seen);
            run.rows = data.counts;
            run.warnings = std::move(data.rows.warnings);
            if (!wanted.bypass_interval)
                if (auto const refused = refused_counted(run.rows.new_samples))
                    return skipped(std::move(report), *refused);
            pipeline_.run(data, wanted.models, training(std::move(stop)), run.started, run);
            snapshot = std::move(data.snapshot);
        } catch (...) {
            run.failure = current_failure();
        }
        run.finished = now();
        guarded([&] {
            remember_trigger();
            register_.enter(run, std::move(snapshot), next_try(wanted, run));
            report.text = describe(run);
            record(run);
        });
        return report;
    }

    [[nodiscard]] training_request training(std::stop_token stop) {
        std::size_t const cores = std::max(2U, std::thread::hardware_concurrency());
        return {.rows = {},
                .stopping_rows = {},
                .rounds = {},
                .threads = settings_.threads == 0 ? cores - 1 : settings_.threads.value(),
                .seed = settings_.seed,
                .stop = std::move(stop),
                .progress = progress_,
                .message = listener()};
    }

    /// The next try of what failed, after the back-off; the request itself where the end of the
    /// service cut its run short; nothing if nothing failed.
    [[nodiscard]] std::optional<pending_request> next_try(pending_request const& wanted,
                                                          run_record const& run) const {
        if (run.cancelled() && register_.closing()) return wanted;
        auto names = failed_models(run);
        if (!names) return std::nullopt;
        auto const failures = (run.any_verdict() ? 0 : register_.look(run.finished, 0).failures) + 1;
        bool const again = wanted.reason.starts_with("next try");
        return pending_request{
            .reason = again ? wanted.reason
                            : "next try of run " + std::to_string(run.number) + ": " + run.reason,
            .models = names->empty() ? wanted.models : *std::move(names),
            // Where a part was judged, the interval is consumed, and the rest belongs to that run.
            .bypass_interval = wanted.bypass_interval || run.any_verdict(),
            .not_before = run.finished + back_off_.delay(failures)};
    }

    /// Another process has the directory: the request waits for the first back-off.
    void postpone(pending_request wanted) {
        wanted.not_before = now() + back_off_.delay(1);
        register_.join(std::move(wanted));
    }

    // ---- what it says -----------------------------------------------------------------------

    [[nodiscard]] run_report skipped(run_report report, refusal const& refused) {
        report.skipped = refused;
        report.text = describe(refused);
        skip(report.run.reason, refused);
        register_.flush();  // the request was taken, so a restart must not take it again
        return report;
    }

    void skip(std::string why, refusal const& refused) {
        register_.enter(refused.why);
        logger_.log(log_level::debug, "no retraining for " + why + ": " + describe(refused));
        bool const first = skips_.add({std::string{Name::name()}, std::move(why), refused, now()});
        if (first) executor_.submit([this] { record_skips(); });
    }

    void record_skips() noexcept {
        guarded([&] {
            for (auto const& skip : skips_.take())
                if constexpr (requires { history_.record(skip); }) {
                    std::scoped_lock const lock{history_mutex_};
                    guarded([&] { history_.record(skip); });
                }
        });
    }

    void record(run_record const& run) {
        logger_.log(run.any_failure() ? log_level::error : log_level::info, describe(run));
        for (auto const& warning : run.warnings) logger_.log(log_level::warning, warning);
        record_skips();
        std::scoped_lock const lock{history_mutex_};
        guarded([&] { history_.record(run); });
    }

    void announce(run_report const& report) noexcept {
        if (!report.skipped) guarded([&] { board_->announce(completed{report.run}); });
    }

    void remember_trigger() noexcept {
        if constexpr (StatefulTrigger<Trigger>)
            guarded([&] {
                std::scoped_lock const lock{trigger_mutex_};
                register_.remember_trigger(trigger_.save());
            });
    }

    [[nodiscard]] std::function<void(log_level, std::string_view)> listener() {
        return [this](log_level level, std::string_view text) { logger_.log(level, text); };
    }

    /// Does `work`; what it throws goes to the log and no further.
    template <class Work>
    void guarded(Work const& work) noexcept {
        try {
            work();
        } catch (std::exception const& failed) {
            logger_.log(log_level::error, failed.what());
        } catch (...) {
            logger_.log(log_level::error, "something that is no std::exception was thrown");
        }
    }

    // ---- may it? ----------------------------------------------------------------------------

    [[nodiscard]] time_point now() const noexcept { return clock_.now(); }

    /// Who refuses whatever the number of new samples is, if anybody does.
    [[nodiscard]] std::optional<refusal> refused_uncounted() const {
        auto const seen = register_.look(now(), std::numeric_limits<std::size_t>::max());
        if (!back_off_.allows(seen)) return why_refused(back_off_, seen);
        if (refuses_uncounted(interval_, seen)) return why_refused(interval_, seen);
        return std::nullopt;
    }
    [[nodiscard]] std::optional<refusal> refused_counted(std::size_t new_samples) const {
        auto const seen = register_.look(now(), new_samples);
        if (interval_.allows(seen)) return std::nullopt;
        return why_refused(interval_, seen);
    }
    [[nodiscard]] static readiness no(refusal const& refused) {
        return {refused, describe(refused)};
    }

    template <class... Selected, class... Names>
    [[nodiscard]] static pending_request manual_request(std::string_view why,
                                                        Names const&... names) {
        return {.reason = std::string{why},
                .models = {std::string{std::string_view{Selected::name}}...,
                           std::string{std::string_view{names}}...},
                .bypass_interval = true};
    }

    /// Refuses a request that names a model which this service does not have.
    [[nodiscard]] static readiness find_unknown(pending_request const& wanted) {
        for (auto const& model : wanted.models) {
            if (Trainers::index_of(model)) continue;
            std::string known;
            for (auto const& each : Trainers::names)
                known += (known.empty() ? "" : ", ") + std::string{each};
            return {refusal{skip_reason::unknown_model, "service"},
                    "no model is named '" + model + "'; this service has: " + known};
        }
        return {};
    }

    settings settings_;
    Log logger_;
    Time clock_;
    Trigger trigger_;
    std::mutex trigger_mutex_;
    Interval interval_;
    back_off<> back_off_;
    History history_;
    std::mutex history_mutex_;
    skip_log skips_;
    std::function<void(training_progress const&)> progress_;
    std::shared_ptr<board> board_ = std::make_shared<board>();
    run_register<Memory> register_;
    steps pipeline_;
    Worker executor_;
};

/// The service made of `Policies`, named in any order; a role that is left out takes its default.
/// Every order of the same policies is the same type.
template <class... Policies>
using retraining_service =
    typename detail::assemble<detail::explain_service<Policies...>(), basic_retraining_service,
                              Policies...>::type;

}  // namespace retrain
