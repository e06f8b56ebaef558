#pragma once

#include <retrain/config/unread_settings.hpp>
#include <retrain/core/describe.hpp>
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
#include <retrain/interval/minimum_interval.hpp>
#include <retrain/roles.hpp>
#include <retrain/service/arguments.hpp>
#include <retrain/service/assemble.hpp>
#include <retrain/service/dispatcher.hpp>
#include <retrain/service/interventions.hpp>
#include <retrain/service/parts.hpp>
#include <retrain/service/pipeline.hpp>
#include <retrain/service/requests.hpp>
#include <retrain/service/run_maker.hpp>
#include <retrain/service/run_order.hpp>
#include <retrain/service/statistics.hpp>
#include <retrain/service/switchboard.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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
        (void)(explain_argument<std::remove_cvref_t<Arguments>>() && ... && true);
    }
    basic_retraining_service(basic_retraining_service const&) = delete;
    basic_retraining_service& operator=(basic_retraining_service const&) = delete;

    /// Ends its connections, stops a run within one boosting round, and waits for it.
    ~basic_retraining_service() = default;

    /// Subscribes to the trigger's events and to `clock_tick`, announces each run that ends as
    /// `retraining_completed<tag>`, and a live model that is of no worth as `model_unfit<tag>`, and
    /// takes up a request that waits since before a restart. Where
    /// the trigger has a schedule and the executor a thread that can wait, the service shows itself
    /// a tick when one is due, and one at once for those that were missed. The bus must outlive the
    /// connection.
    template <class Bus>
    [[nodiscard("keep the connection: the service hears no event once it is destroyed")]]
    connection connect(Bus& bus) {
        if constexpr (bus_role::explain<Bus>()) {
            auto line = std::make_shared<typename dispatch::line>();
            line->announce = [&bus](completed const& news) {
                bus.publish(news);
                for (auto const& model : news.run.models)
                    if (model.verdict && model.verdict->champion_unfit())
                        bus.publish(unfit_event(model));
            };
            subscribe(bus, *line, events{});
            return dispatcher_.open(std::move(line));
        } else {
            return {};
        }
    }

    /// Shows the service one event, as a bus does; a `static_bus` is given the service itself.
    template <class Event>
        requires(events::template contains<Event>)
    void operator()(Event const& event) noexcept {
        dispatcher_.show(event);
    }

    /// Retrains on the caller's thread, past the interval but never past the gate. All models, or
    /// those selected by type (`retrain<random_forest>("...")`) or by name. Answers `busy` at once
    /// while a run is going on.
    template <class... Selected, std::convertible_to<std::string_view>... Names>
    run_report retrain(std::string_view why = "manual", Names const&... names) {
        auto wanted = manual_request<Selected...>(why, names...);
        if (auto no = find_unknown<Trainers>(wanted); !no) return {no.refused, {}, std::move(no.text)};
        run_report report = runs_.make(std::move(wanted));
        dispatcher_.follow(report);
        return report;
    }

    /// Asks for a retraining by the executor, and returns at once where that has a thread of its
    /// own. During a run it is joined with others into one later run. Past the interval, never
    /// past the gate; remembered over a restart.
    template <class... Selected, std::convertible_to<std::string_view>... Names>
    readiness request(std::string_view why = "manual", Names const&... names) {
        auto wanted = manual_request<Selected...>(why, names...);
        if (auto no = find_unknown<Trainers>(wanted); !no) return no;
        parts_.registry.join(std::move(wanted));
        dispatcher_.wake();
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
        parts_.registry.join(std::move(wanted));
        return {};
    }

    /// Lets no run begin, in any process that shares the ledger, over restarts, until `resume`. A
    /// run that is going on ends as it would, requests wait, what triggers want is skipped as
    /// `paused`, and models are served. Throws `error` without a reason, which the record keeps.
    void pause(std::string_view why) { acts_.pause(why); }
    /// Lets runs begin again, and makes one for the requests that waited.
    void resume(std::string_view why) {
        acts_.resume(why);
        dispatcher_.wake();
    }
    /// Since when and why no run begins, if that is so.
    [[nodiscard]] std::optional<pause_note> paused() const { return parts_.registry.paused(); }

    /// Takes up what other processes changed: a version that one of them made live, a pause, a
    /// request. A service does so by itself before each run and, every `look_seconds`, during a run,
    /// at a tick, and while it is on a bus and its executor has a thread that can wait.
    void look_again() noexcept { dispatcher_.look_again(); }

    /// Stops the run that is going on, if there is one, within one boosting round. It changes
    /// nothing, and its record says `cancelled`.
    void cancel() noexcept { parts_.registry.cancel(); }

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
        return done(acts_.rollback(model, why, version)).generation;
    }

    /// The version of `model` that a person names, or its open candidate under the alias
    /// `challenger`, as the store has it; nothing where there is none. Throws what the store throws.
    [[nodiscard]] std::optional<named_version> find_version(std::string_view model,
                                                            version_name which) {
        return acts_.find_version(model, which);
    }

    /// Lets nothing replace the live version of `model`: winners wait, as candidates of the store.
    model_outcome pin(std::string_view model, std::string_view why) {
        return done(acts_.pin(model, why));
    }
    /// Lets winners go live again.
    model_outcome unpin(std::string_view model, std::string_view why) {
        return done(acts_.unpin(model, why));
    }

    /// The winner that waits for `approve` or `decline`, or stands beside the champion; nothing if
    /// there is none. Which winners wait is the promotion policy's choice.
    [[nodiscard]] std::optional<kept_candidate> open_candidate(std::string_view model) {
        return acts_.open_candidate(model);
    }

    /// Lets the open candidate of `model` go live. It is scored once more on the rows whose outcome
    /// became known since it won: where the gate refuses it there, it stays where it is, and the
    /// outcome says so. Throws `error` without a reason, where nothing waits, and where the training
    /// data, the backup or the store fail; then nothing has changed.
    model_outcome approve(std::string_view model, std::string_view why) {
        return done(acts_.approve(model, why));
    }

    /// Closes the open candidate of `model`: it will not go live.
    model_outcome decline(std::string_view model, std::string_view why) {
        return done(acts_.decline(model, why));
    }

    /// Makes a kept candidate of `model` live that the gate did not let through: the latest, or the
    /// one of that number. The reason is recorded. It still has to pass the smoke test. Throws as
    /// `approve` does.
    model_outcome force_promote(std::string_view model, std::string_view why,
                                std::uint64_t number = 0) {
        return done(acts_.force(model, why, number));
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
        return parts_.pipeline.template challenger<
            Trainers::trainers::template index_of<Selected>>();
    }

    /// Whether a trigger's reason would lead to a run now, and if not, why. Reads the training
    /// data where the interval policy counts new samples.
    [[nodiscard]] readiness can_retrain_now() {
        if (auto const refused = parts_.refused()) return no(*refused);
        if constexpr (counts_samples<Interval>) {
            try {
                auto const data = parts_.load(parts_.now());
                if (auto const refused = parts_.refused(data.counts.new_samples))
                    return no(*refused);
                if (data.refused) throw *data.refused;
            } catch (...) {
                return {{}, "a run would start, and fail: " + current_failure().text};
            }
        }
        return {{}, "a run may begin"};
    }

    /// Totals over restarts. Asks `can_retrain_now`.
    [[nodiscard]] statistics stats() {
        auto const book = parts_.registry.book();
        statistics totals{.attempts = book.attempts,
                          .trained = book.trained,
                          .promoted = book.promoted,
                          .rejected = book.rejected,
                          .failed = book.failed,
                          .skips = book.skips,
                          .last_run = book.last_run,
                          .minimum_interval_hours = {},
                          .can_retrain_now = can_retrain_now()};
        if (auto const span = minimum_interval(parts_.may.interval()))
            totals.minimum_interval_hours =
                std::chrono::duration<double, std::chrono::hours::period>{*span}.count();
        return totals;
    }

    /// What `ask(trigger)` answers, such as a drift detector's level; no event is shown to the trigger
    /// meanwhile, so it should be short. It must not call the service.
    template <class Ask>
    decltype(auto) look_at_trigger(Ask const& ask) {
        return parts_.trigger.look(ask);
    }

    /// `listener` is told of each boosting round, on the thread that trains. Set it before the
    /// first run. Where it throws, the log says what, and the training goes on without it.
    void on_progress(std::function<void(training_progress const&)> listener) {
        parts_.progress = std::move(listener);
    }

    [[nodiscard]] settings const& configuration() const noexcept { return parts_.options; }
    [[nodiscard]] Log& logger() noexcept { return parts_.logger; }

   private:
    using parts = service_parts<Trigger, Interval,
                                pipeline<Source, Filter, Gate, Split, Window, Trainers, Validation,
                                         Promotion, Backup, Store>,
                                History, Memory, Time, Log, Name>;
    using dispatch = dispatcher<parts, Worker>;

    template <class Argument>
    static constexpr bool takes = []<class... Policies>(type_list<Policies...>) {
        return (detail::takes_argument<Policies, Argument> || ...);
    }(type_list<settings, Trigger, Interval, Backup, Trainers, History, Source, Filter, Gate, Split,
                Window, Validation, Promotion, Store, Memory, Worker, Time, Log>{});

    template <class Argument>
    static consteval bool explain_argument() {
        static_assert(takes<Argument>,
                      "[service.unused_argument] an argument of the constructor is neither the "
                      "settings nor a value of one of this service's policies; a policy that is "
                      "fixed by its type, such as min_interval<24h>, takes no value");
        return takes<Argument>;
    }

    template <std::size_t Place>
    [[nodiscard]] auto live_at() const noexcept {
        constexpr bool known = Place < Trainers::names.size();
        static_assert(known, "[service.model] no trainer of this service has that name or type");
        if constexpr (known) return parts_.pipeline.template live<Place>();
        else return nullptr;
    }

    struct built {};

    template <class... Arguments>
    basic_retraining_service(detail::policy_arguments<Arguments...>&& make, built)
        : parts_{make}, dispatcher_{parts_, runs_, make.template operator()<Worker>()} {
        for (auto const& sentence :
             unread_settings<basic_retraining_service, Trigger, Interval, Backup, Trainers, History,
                             Source, Filter, Gate, Split, Window, Validation, Promotion, Store,
                             Memory, Worker, Time, Log>(configuration()))
            logger().log(log_level::warning, sentence);
    }

    template <class Bus, class... Events>
    void subscribe(Bus& bus, typename dispatch::line& line, type_list<Events...>) {
        auto const keep = [&line](auto token) {
            line.subscriptions.push_back(std::make_shared<decltype(token)>(std::move(token)));
        };
        (keep(bus.template subscribe<Events>([this](Events const& event) { (*this)(event); })), ...);
    }

    [[nodiscard]] static unfit unfit_event(model_outcome const& model) {
        auto const& says = *model.verdict;
        return {model.name, model.generation, std::string{says.metric}, says.champion, says.floor};
    }

    /// Lets everybody know of a person's act.
    model_outcome done(run_report const& report) {
        dispatcher_.follow(report);
        return report.run.models.front();
    }

    [[nodiscard]] static readiness no(refusal const& refused) {
        return {refused, describe(refused)};
    }

    parts parts_;
    run_maker<parts> runs_{parts_};
    interventions<parts> acts_{parts_};
    dispatch dispatcher_;
};

/// The service made of `Policies`, named in any order; a role that is left out takes its default.
/// Every order of the same policies is the same type.
template <class... Policies>
using retraining_service =
    typename detail::assemble<detail::explain_service<Policies...>(), basic_retraining_service,
                              Policies...>::type;

}  // namespace retrain
