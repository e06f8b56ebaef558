#pragma once

#include <retrain/config/unread_settings.hpp>
#include <retrain/core/describe.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/fixed_string.hpp>
#include <retrain/core/intervention.hpp>
#include <retrain/core/kept_candidate.hpp>
#include <retrain/core/model_alias.hpp>
#include <retrain/core/named_version.hpp>
#include <retrain/core/readiness.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/training.hpp>
#include <retrain/core/version_name.hpp>
#include <retrain/event/clock_tick.hpp>
#include <retrain/event/concept.hpp>
#include <retrain/event/model_unfit.hpp>
#include <retrain/event/retraining_completed.hpp>
#include <retrain/history/concept.hpp>
#include <retrain/interval/back_off.hpp>
#include <retrain/interval/minimum_interval.hpp>
#include <retrain/roles.hpp>
#include <retrain/service/arguments.hpp>
#include <retrain/service/assemble.hpp>
#include <retrain/service/look_clock.hpp>
#include <retrain/service/pipeline.hpp>
#include <retrain/service/requests.hpp>
#include <retrain/service/run_journal.hpp>
#include <retrain/service/run_register.hpp>
#include <retrain/service/run_watch.hpp>
#include <retrain/service/statistics.hpp>
#include <retrain/service/switchboard.hpp>
#include <retrain/service/trigger_seat.hpp>

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
          PromotionPolicy Promotion, ModelStore Store, Ledger Memory, Executor Worker, Clock Time,
          Logger Log, class Name>
class basic_retraining_service {
   public:
    using tag = typename Name::tag;
    using completed = retraining_completed<tag>;
    using unfit = model_unfit<tag>;
    using events = type_union<typename Trigger::events, type_list<clock_tick>>;

    /// The settings that every service reads, whatever its policies.
    static constexpr std::array<std::string_view, 11> reads{
        "enabled",           "threads",         "seed",
        "retry_seconds",     "retry_limit_hours", "max_run_minutes",
        "max_memory_mb",     "min_free_disk_mb", "look_seconds",
        "smoke_size_factor", "smoke_latency_factor"};

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
        journal_.record_skips();
        remember_trigger();
        register_.flush();
    }

    /// Subscribes to the trigger's events and to `clock_tick`, announces each run that ends as
    /// `retraining_completed<tag>`, and a live model that is of no worth as `model_unfit<tag>`, and
    /// takes up a request that waits since before a restart. Where
    /// the trigger has a schedule and the executor a thread that can wait, the service shows itself
    /// a tick when one is due, and one at once for those that were missed. The bus must outlive the
    /// connection.
    template <EventBus Bus>
    [[nodiscard]] connection connect(Bus& bus) {
        auto line = std::make_shared<typename board::line>();
        line->announce = [&bus](completed const& news) {
            bus.publish(news);
            for (auto const& model : news.run.models)
                if (model.verdict && model.verdict->champion_unfit())
                    bus.publish(unfit_event(model));
        };
        subscribe(bus, *line, events{});
        auto opened = board::open(board_, std::move(line));
        if constexpr (ScheduledTrigger<Trigger>)
            executor_.wake_after({}, [this] { timer_rang(); });
        else
            take_up_waiting(until_look());
        return opened;
    }

    /// Shows the service one event, as a bus does; a `static_bus` is given the service itself.
    template <class Event>
        requires(events::template contains<Event>)
    void operator()(Event const& event) noexcept {
        guarded([&] {
            if constexpr (std::same_as<Event, clock_tick>)
                if (looks && looked_.take()) executor_.submit([this] { look_again(); });
            take_up_waiting();
            if constexpr (Trigger::events::template contains<Event>) {
                auto why = trigger_.observe(event, register_.look(now(), 0));
                if (why) consider(*std::move(why));
                if constexpr (ScheduledTrigger<Trigger>) take_up_waiting();
                if constexpr (StatefulTrigger<Trigger>)
                    if (trigger_.wants_saving())
                        executor_.submit([this] {
                            guarded([&] { register_.save_trigger(trigger_.save()); });
                        });
            }
        });
    }

    /// Retrains on the caller's thread, past the interval but never past the gate. All models, or
    /// those selected by type (`retrain<random_forest>("...")`) or by name. Answers `busy` at once
    /// while a run is going on.
    template <class... Selected, std::convertible_to<std::string_view>... Names>
    run_report retrain(std::string_view why = "manual", Names const&... names) {
        auto wanted = manual_request<Selected...>(why, names...);
        if (auto no = find_unknown<Trainers>(wanted); !no) return {no.refused, {}, std::move(no.text)};
        auto stop = register_.try_begin();
        if (!stop) {
            auto const no = refusal{skip_reason::busy, "retrain"};
            register_.enter(no.why);
            return {no, {}, "a run is going on already; request() joins the queue"};
        }
        run_report report = perform(std::move(wanted), *std::move(stop), from::caller);
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
        if (auto no = find_unknown<Trainers>(wanted); !no) return no;
        register_.join(std::move(wanted));
        wake();
        return {};
    }

    /// Leaves a request in the ledger, for whichever process makes the runs: its service takes it up
    /// when it looks again. For a tool beside it; needs a ledger that processes share.
    template <class... Selected, std::convertible_to<std::string_view>... Names>
    readiness leave_request(std::string_view why = "manual", Names const&... names) {
        static_assert(SharedLedger<Memory>,
                      "[service.shared_ledger] a request can be left only in a ledger that processes "
                      "share, such as file_ledger: request() asks this service itself");
        auto wanted = manual_request<Selected...>(why, names...);
        if (auto no = find_unknown<Trainers>(wanted); !no) return no;
        register_.join(std::move(wanted));
        return {};
    }

    /// Lets no run begin, in any process that shares the ledger, over restarts, until `resume`. A
    /// run that is going on ends as it would, requests wait, what triggers want is skipped as
    /// `paused`, and models are served. Throws `error` without a reason, which the record keeps.
    void pause(std::string_view why) {
        enter_by_hand("paused", why, [&] { register_.pause_runs({now(), std::string{why}}); });
    }
    /// Lets runs begin again, and makes one for the requests that waited.
    void resume(std::string_view why) {
        enter_by_hand("resumed", why, [&] { register_.resume(); });
        wake();
    }
    /// Since when and why no run begins, if that is so.
    [[nodiscard]] std::optional<pause_note> paused() const { return register_.paused(); }

    /// Takes up what other processes changed: a version that one of them made live, a pause, a
    /// request. A service does so by itself before each run and, every `look_seconds`, during a run,
    /// at a tick, and while it is on a bus and its executor has a thread that can wait.
    void look_again() noexcept {
        look();
        guarded([&] { take_up_waiting(until_look()); });
    }

    /// Stops the run that is going on, if there is one, within one boosting round. It changes
    /// nothing, and its record says `cancelled`.
    void cancel() noexcept { register_.cancel(); }

    /// Makes a kept version live again, byte for byte, and returns the new generation: the version of
    /// that number, or the one before the live one. A store that can pin (`file_store`) pins
    /// it, so that no later run undoes what a person decided: winners wait until `unpin`. Throws
    /// `error` if there is no such version, without a reason, or while a run is going on.
    template <class Selected>
    std::uint64_t rollback(std::string_view why, version_name version = model_alias::previous) {
        return rollback(Selected::name, why, version);
    }
    std::uint64_t rollback(std::string_view model, std::string_view why,
                           version_name version = model_alias::previous) {
        return by_hand(intervention_kind::rollback, model, why, [&](std::stop_token) {
                   return pipeline_.rollback(model, why, version, now());
               })
            .generation;
    }

    /// The version of `model` that a person names, or its open candidate under the alias
    /// `challenger`, as the store has it; nothing where there is none. Throws what the store throws.
    [[nodiscard]] std::optional<named_version> find_version(std::string_view model,
                                                            version_name which) {
        require_known(model);
        return pipeline_.find_version(model, which, now());
    }

    /// Lets nothing replace the live version of `model`: winners wait, as candidates of the store.
    model_outcome pin(std::string_view model, std::string_view why) {
        return by_hand(intervention_kind::pin, model, why,
                       [&](std::stop_token) { return pipeline_.pin(model, why); });
    }
    /// Lets winners go live again.
    model_outcome unpin(std::string_view model, std::string_view why) {
        return by_hand(intervention_kind::unpin, model, why,
                       [&](std::stop_token) { return pipeline_.unpin(model, why); });
    }

    /// The winner that waits for `approve` or `decline`, or stands beside the champion; nothing if
    /// there is none. Which winners wait is the promotion policy's choice.
    [[nodiscard]] std::optional<kept_candidate> open_candidate(std::string_view model) {
        require_known(model);
        return pipeline_.open_candidate(model, now());
    }

    /// Lets the open candidate of `model` go live. It is scored once more on the rows whose outcome
    /// became known since it won: where the gate refuses it there, it stays where it is, and the
    /// outcome says so. Throws `error` without a reason, where nothing waits, and where the training
    /// data, the backup or the store fail; then nothing has changed.
    model_outcome approve(std::string_view model, std::string_view why) {
        return by_hand(intervention_kind::approval, model, why, [&](std::stop_token stop) {
            auto const data = pipeline_.load(now(), register_.book().seen);
            return pipeline_.approve(model, data, training(std::move(stop)), std::string{why},
                                     now());
        });
    }

    /// Closes the open candidate of `model`: it will not go live.
    model_outcome decline(std::string_view model, std::string_view why) {
        return by_hand(intervention_kind::decline, model, why,
                       [&](std::stop_token) { return pipeline_.decline(model, why, now()); });
    }

    /// Makes a kept candidate of `model` live that the gate did not let through: the latest, or the
    /// one of that number. The reason is recorded. It still has to pass the smoke test. Throws as
    /// `approve` does.
    model_outcome force_promote(std::string_view model, std::string_view why,
                                std::uint64_t number = 0) {
        return by_hand(intervention_kind::force, model, why, [&](std::stop_token stop) {
            auto const data = pipeline_.load(now(), register_.book().seen);
            return pipeline_.force(model, number, data, training(std::move(stop)),
                                   std::string{why}, now());
        });
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

    /// The winner that is kept beside the champion, to be watched before it replaces it; null where
    /// there is none.
    template <class Selected>
    [[nodiscard]] auto challenger() const noexcept {
        return pipeline_.template challenger<
            Trainers::trainers::template index_of<Selected>>();
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

    /// What `ask(trigger)` answers, such as a drift detector's level; no event is shown to the trigger
    /// meanwhile, so it should be short. It must not call the service.
    template <class Ask>
    decltype(auto) look_at_trigger(Ask const& ask) {
        return trigger_.look(ask);
    }

    /// `listener` is told of each boosting round, on the thread that trains. Set it before the
    /// first run. Where it throws, the log says what, and the training goes on without it.
    void on_progress(std::function<void(training_progress const&)> listener) {
        progress_ = std::move(listener);
    }

    [[nodiscard]] settings const& configuration() const noexcept { return settings_; }
    [[nodiscard]] Log& logger() noexcept { return logger_; }

   private:
    using board = detail::switchboard<completed>;
    using steps = pipeline<Source, Filter, Gate, Split, Window, Trainers, Validation, Promotion,
                           Backup, Store>;

    template <class Argument>
    static constexpr bool takes = []<class... Policies>(type_list<Policies...>) {
        return (detail::takes_argument<Policies, Argument> || ...);
    }(type_list<settings, Trigger, Interval, Backup, Trainers, History, Source, Filter, Gate, Split,
                Window, Validation, Promotion, Store, Memory, Worker, Time, Log>{});

    template <std::size_t Place>
    [[nodiscard]] auto live_at() const noexcept {
        constexpr bool known = Place < Trainers::names.size();
        static_assert(known, "[service.model] no trainer of this service has that name or type");
        if constexpr (known) return pipeline_.template live<Place>();
        else return nullptr;
    }

    /// Other processes can change what this service knows.
    static constexpr bool looks = SharedStore<Store> || SharedLedger<Memory>;
    static constexpr refusal paused_refusal{skip_reason::paused, "pause"};

    struct built {};

    template <class... Arguments>
    basic_retraining_service(detail::policy_arguments<Arguments...>&& make, built)
        : settings_{make.values()},
          logger_{make.template operator()<Log>()},
          clock_{make.template operator()<Time>()},
          trigger_{make.template operator()<Trigger>()},
          interval_{make.template operator()<Interval>()},
          back_off_{back_off<>::from_settings(settings_)},
          journal_{make.template operator()<History>(), listener()},
          register_{make.template operator()<Memory>(), now(), listener(),
                    back_off_.delay(std::numeric_limits<std::size_t>::max())},
          pipeline_{make},
          executor_{make.template operator()<Worker>()} {
        for (auto const& sentence :
             unread_settings<basic_retraining_service, Trigger, Interval, Backup, Trainers, History,
                             Source, Filter, Gate, Split, Window, Validation, Promotion, Store,
                             Memory, Worker, Time, Log>(settings_))
            logger_.log(log_level::warning, sentence);
        guarded([&] { pipeline_.recover(listener()); });
        pipeline_.refresh(listener());
        // A process that was killed between a publish and its ledger still knows of its run.
        // One that was trained while the clock was ahead tells nothing.
        if (auto const trained = pipeline_.last_trained(); trained <= now())
            register_.remember_run(trained);
        guarded([&] { complete_history_if_alone(); });
        compare_with_live();
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
        if (register_.paused()) register_.look_again(now());
        if (auto const refused = refused_uncounted()) {
            skip(std::move(why), *refused);
        } else {
            register_.join_lightly({.reason = std::move(why)});
            wake();
        }
    }

    void wake() {
        executor_.submit([this] { make_waiting_runs(); });
    }

    using waiting_time = std::optional<std::chrono::nanoseconds>;

    /// Starts the request that waits if it is due, else sets the timer: for it, for a schedule of
    /// the trigger, or for `at_latest`, whatever comes first. Once it was set for the next look it
    /// need not be for each event.
    void take_up_waiting(waiting_time at_latest = std::nullopt) {
        auto delay = register_.waiting(now());
        if (delay && *delay == delay->zero()) return wake();
        if constexpr (ScheduledTrigger<Trigger>) delay = sooner(delay, until_schedule());
        if (delay && !at_latest) at_latest = until_look();
        delay = sooner(delay, at_latest);
        if (delay) executor_.wake_after(*delay, [this] { timer_rang(); });
    }

    [[nodiscard]] static waiting_time sooner(waiting_time a, waiting_time b) noexcept {
        return a && b ? std::min(*a, *b) : a ? a : b;
    }

    void timer_rang() {
        if (looks && looked_.take()) look();
        if constexpr (ScheduledTrigger<Trigger>)
            if (board_->any_open()) (*this)(clock_tick{now()});
        take_up_waiting(until_look());
    }

    void look() noexcept {
        looked_.note();
        guarded([&] { register_.look_again(now()); });
        guarded([&] { pipeline_.look_again(listener()); });
        compare_with_live();
    }

    /// How long until the next look at what other processes did; nothing where none can do
    /// anything, or while the service is on no bus.
    [[nodiscard]] waiting_time until_look() const noexcept {
        return looks && board_->any_open() ? looked_.until() : std::nullopt;
    }

    /// How long until the trigger wants to be shown a tick; nothing while the service is on no bus.
    [[nodiscard]] waiting_time until_schedule() {
        if (!board_->any_open()) return std::nullopt;
        return trigger_.until_due(now());
    }

    /// The executor's job: makes the run that waits, and those that are asked for meanwhile.
    void make_waiting_runs() noexcept {
        guarded([&] {
            while (auto waiting = register_.try_begin_waiting(now())) {
                auto const report =
                    perform(std::move(waiting->first), std::move(waiting->second), from::queue);
                register_.end();
                announce(report);
            }
            take_up_waiting(until_look());
        });
    }

    // ---- a run ------------------------------------------------------------------------------

    /// Where a request comes from: its caller waits for the report, or it has waited in the ledger,
    /// where another process may have answered it by now.
    enum class from { caller, queue };

    /// Makes one run from its reason to its record. The caller has claimed it and gives it back.
    [[nodiscard]] run_report perform(pending_request wanted, std::stop_token stop,
                                     from where) noexcept {
        run_report report;
        auto& run = report.run;
        std::vector<seen_row> snapshot;
        // Held until the run is recorded: records stand in the order of what went live.
        std::optional<decltype(pipeline_.try_lock())> lock;
        std::optional<run_watch> watch;
        try {
            watch.emplace(settings_, [this] { register_.cancel(); }, looker());
            run.service = std::string{Name::name()};
            run.reason = wanted.reason;
            run.coalesced = wanted.coalesced;
            run.number = register_.number();
            run.started = now();
            if (!pipeline_.writable()) {
                if (where == from::queue) (void)register_.take_waiting(run.started);
                return skipped(std::move(report), {skip_reason::store_read_only, "store"});
            }
            lock.emplace(pipeline_.try_lock());
            if (!static_cast<bool>(*lock)) return locked_out(std::move(report), wanted, where);
            register_.look_again(run.started);
            if (register_.paused() && where == from::caller)
                return skipped(std::move(report), paused_refusal);
            if (where == from::queue) {
                auto taken = register_.take_waiting(run.started);
                if (!taken) return unneeded(std::move(report));
                wanted = *std::move(taken);
                run.reason = wanted.reason;
                run.coalesced = wanted.coalesced;
            }
            run.number = register_.number();
            if (!wanted.bypass_interval)
                if (auto const refused = refused_uncounted())
                    return skipped(std::move(report), *refused);
            run.started = now();  // not before the end of the run that had the lock
            pipeline_.refresh(listener());
            guarded([&] { complete_history(); });
            auto data = pipeline_.load(run.started, register_.book().seen);
            run.rows = data.counts;
            run.warnings = std::move(data.rows.warnings);
            if (!wanted.bypass_interval)
                if (auto const refused = refused_counted(run.rows.new_samples))
                    return skipped(std::move(report), *refused);
            register_.confirm();
            pipeline_.require_free_space(settings_.min_free_disk_mb * std::uint64_t{1'000'000});
            auto book = register_.book();
            pipeline_.run(data, wanted.models, training(std::move(stop)), run.started, run,
                          {std::move(book.trials), std::move(book.all_trials)},
                          trigger_.summarizer(), [this] { return now(); });
            snapshot = std::move(data.snapshot);
        } catch (...) {
            run.failure = current_failure();
            if (where == from::queue)
                guarded([&] { (void)register_.take_waiting(run.started); });
        }
        run.finished = now();
        if (watch) watch->settle(run);
        compare_with_live();
        guarded([&] {
            remember_trigger();
            register_.enter(run, std::move(snapshot), afterwards(wanted, run));
            report.text = describe(run);
            record(run, pipeline_.generations());
        });
        return report;
    }

    /// A person's act: one at a time with the runs, recorded and announced like one.
    template <class Act>
    model_outcome by_hand(intervention_kind kind, std::string_view model, std::string_view why,
                          Act const& act) {
        require_known(model);
        if (!is_reason(why))
            throw error{failure_reason::bad_parameter,
                        "a " + std::string{name(kind)} + " needs a reason, which the record keeps; "
                        "say why"};
        auto turn = std::optional{pipeline_.lock_acts()};
        auto stop = register_.try_begin();
        if (!stop)
            throw error{failure_reason::store_failed,
                        "a run is going on: try again when it has ended, or cancel() it first"};
        run_report report;
        auto& run = report.run;
        run.service = std::string{Name::name()};
        run.reason = std::string{name(kind)} + ": " + std::string{why};
        run.started = now();
        try {
            // Another process's run need not end first: what is published here supersedes it.
            register_.look_again(run.started);
            pipeline_.refresh(listener());
            (void)journal_.knows(pipeline_.generations());
            run.models.push_back(act(*std::move(stop)));
        } catch (...) {
            register_.end();
            throw;
        }
        run.finished = now();
        compare_with_live();
        guarded([&] {
            register_.enter_by_hand(run);
            record(run, pipeline_.generations());
        });
        turn.reset();
        register_.end();
        announce(report);
        wake();
        return run.models.front();
    }

    /// A person's act that concerns no model: recorded, and that is all. It may be during a run.
    template <class Act>
    void enter_by_hand(std::string_view what, std::string_view why, Act const& act) {
        if (!is_reason(why))
            throw error{failure_reason::bad_parameter, "to have the runs " + std::string{what} +
                                                           " needs a reason, which the record "
                                                           "keeps; say why"};
        act();
        run_record done;
        done.service = std::string{Name::name()};
        done.reason = std::string{what} + ": " + std::string{why};
        done.started = done.finished = now();
        guarded([&] { record(done, std::nullopt); });
    }

    void require_known(std::string_view model) const {
        if (auto const no = find_unknown<Trainers>({.reason = {}, .models = {std::string{model}}}); !no)
            throw error{failure_reason::bad_parameter, no.text};
    }

    [[nodiscard]] training_request training(std::stop_token stop) {
        std::size_t const cores = std::max(2U, std::thread::hardware_concurrency());
        return {.rows = {},
                .stopping_rows = {},
                .rounds = {},
                .threads = settings_.threads == 0 ? cores - 1 : settings_.threads.value(),
                .seed = settings_.seed,
                .stop = std::move(stop),
                .progress = progress_listener(),
                .message = listener()};
    }

    /// The program's listener. One that throws is told no more of this training.
    [[nodiscard]] std::function<void(training_progress const&)> progress_listener() {
        if (!progress_) return {};
        return [this, deaf = false](training_progress const& at) mutable {
            if (std::exchange(deaf, true)) return;
            guarded([&] {
                progress_(at);
                deaf = false;
            });
        };
    }

    /// What is to be done later: the next try of what failed, after the back-off; the request itself
    /// where the end of the service cut its run short.
    [[nodiscard]] std::optional<pending_request> afterwards(pending_request const& wanted,
                                                            run_record const& run) {
        if (run.cancelled() && register_.closing()) return wanted;
        auto const failures = run.any_verdict() ? 0 : register_.look(run.finished, 0).failures;
        return next_try(wanted, run, back_off_.delay(failures + 1));
    }

    /// Another process has the directory. The request waits in the ledger, where that process finds
    /// it at the end of its run; this one tries again after the first back-off.
    [[nodiscard]] run_report locked_out(run_report report, pending_request const& wanted,
                                        from where) {
        register_.put_off(now() + back_off_.delay(1));
        auto again = where == from::caller ? std::optional{wanted} : std::nullopt;
        return skipped(std::move(report), {skip_reason::locked_elsewhere, "store"},
                       std::move(again));
    }

    /// The request has been answered by another process, or has to wait after all.
    [[nodiscard]] static run_report unneeded(run_report report) {
        report.skipped = refusal{skip_reason::locked_elsewhere, "store"};
        report.text = "another process has answered the request";
        return report;
    }

    // ---- what it says -----------------------------------------------------------------------

    [[nodiscard]] run_report skipped(run_report report, refusal const& refused,
                                     std::optional<pending_request> instead = std::nullopt) {
        report.skipped = refused;
        report.text = describe(refused);
        skip(report.run.reason, refused);
        register_.drop(std::move(instead));
        return report;
    }

    void skip(std::string why, refusal const& refused) {
        register_.enter(refused.why);
        logger_.log(log_level::debug, "no retraining for " + why + ": " + describe(refused));
        bool const first = journal_.add({std::string{Name::name()}, std::move(why), refused, now()});
        if (first) executor_.submit([this] { journal_.record_skips(); });
    }

    /// Shows a run or an act to log and history, after which `live` is live, by model.
    void record(run_record& run, std::optional<std::vector<std::uint64_t>> live) {
        logger_.log(run.any_failure() ? log_level::error : log_level::info, describe(run));
        for (auto const& warning : run.warnings) logger_.log(log_level::warning, warning);
        journal_.record_skips();
        journal_.record(run, std::move(live));
    }

    /// Gives the history what went live and was not recorded. The caller has the directory's lock,
    /// so no run is about to record.
    void complete_history() {
        if constexpr (requirement::HistoryCompletes<History>) {
            if (journal_.knows(pipeline_.generations())) return;
            [[maybe_unused]] auto const turn = pipeline_.lock_acts();
            journal_.complete(pipeline_.publications(Name::name(), now()),
                              pipeline_.generations());
        }
    }

    void complete_history_if_alone() {
        if constexpr (requirement::HistoryCompletes<History>) {
            if (journal_.knows(pipeline_.generations()) || !pipeline_.writable()) return;
            if (auto const alone = pipeline_.try_lock(); static_cast<bool>(alone))
                complete_history();
        }
    }

    [[nodiscard]] static unfit unfit_event(model_outcome const& model) {
        auto const& says = *model.verdict;
        return {model.name, model.generation, std::string{says.metric}, says.champion, says.floor};
    }

    void announce(run_report const& report) noexcept {
        if (!report.skipped) guarded([&] { board_->announce(completed{report.run}); });
    }

    void remember_trigger() noexcept {
        if constexpr (StatefulTrigger<Trigger>)
            guarded([&] { register_.remember_trigger(trigger_.save()); });
    }

    /// Gives the trigger what the live model knows of the rows that it learned from.
    void compare_with_live() noexcept {
        if constexpr (ReferenceTrigger<Trigger>)
            guarded([&] {
                auto const [generation, summary] = pipeline_.reference();
                trigger_.compare_with(generation, summary);
            });
    }

    /// What a run does meanwhile, if other processes can make a version live.
    [[nodiscard]] std::function<void()> looker() {
        if constexpr (SharedStore<Store>)
            return [this] { guarded([&] { pipeline_.look_again(listener()); }); };
        else
            return {};
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
    [[nodiscard]] std::optional<refusal> refused_uncounted() {
        if (register_.paused()) return paused_refusal;
        auto const seen = register_.look(now(), std::numeric_limits<std::size_t>::max());
        if (!back_off_.allows(seen)) return why_refused(back_off_, seen);
        if (refuses_uncounted(interval_, seen)) return why_refused(interval_, seen);
        return std::nullopt;
    }
    [[nodiscard]] std::optional<refusal> refused_counted(std::size_t new_samples) {
        auto const seen = register_.look(now(), new_samples);
        if (interval_.allows(seen)) return std::nullopt;
        return why_refused(interval_, seen);
    }
    [[nodiscard]] static readiness no(refusal const& refused) {
        return {refused, describe(refused)};
    }

    settings settings_;
    Log logger_;
    Time clock_;
    trigger_seat<Trigger> trigger_;
    Interval interval_;
    back_off<> back_off_;
    run_journal<History> journal_;
    std::function<void(training_progress const&)> progress_;
    look_clock looked_{settings_.look_seconds};
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
