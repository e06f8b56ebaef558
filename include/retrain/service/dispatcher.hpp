#pragma once

#include <retrain/core/record.hpp>
#include <retrain/event/clock_tick.hpp>
#include <retrain/event/retraining_completed.hpp>
#include <retrain/executor/concept.hpp>
#include <retrain/service/look_clock.hpp>
#include <retrain/service/run_maker.hpp>
#include <retrain/service/switchboard.hpp>
#include <retrain/trigger/concept.hpp>

#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace retrain {

/// The way of a service from an event to a run: shows events to the trigger, wakes the executor for
/// the request that waits, for the trigger's schedule and for a look at other processes, and
/// announces what came of it. `Parts` is a `service_parts`, which outlives it, as does the maker of
/// its runs.
template <class Parts, Executor Worker>
class dispatcher {
    using trigger = typename Parts::trigger_type;
    static constexpr bool looks = Parts::looks;

   public:
    using completed = retraining_completed<typename Parts::name::tag>;
    using board = detail::switchboard<completed>;
    using line = typename board::line;

    dispatcher(Parts& parts, run_maker<Parts>& runs, Worker worker)
        : parts_{parts},
          runs_{runs},
          looked_{parts.options.look_seconds},
          executor_{std::move(worker)} {}
    dispatcher(dispatcher const&) = delete;
    dispatcher& operator=(dispatcher const&) = delete;

    /// Ends the connections, stops a run within one boosting round, and waits for it.
    ~dispatcher() {
        parts_.guarded([this] { board_->close_all(); });
        parts_.registry.close();
        executor_.stop();
    }

    /// Takes up a bus. Where the trigger has a schedule it is shown a tick at once, for those that
    /// were missed.
    [[nodiscard]] connection open(std::shared_ptr<line> bus) {
        auto opened = board::open(board_, std::move(bus));
        if constexpr (ScheduledTrigger<trigger>)
            executor_.wake_after({}, [this] { timer_rang(); });
        else
            take_up_waiting(until_look());
        return opened;
    }

    template <class Event>
    void show(Event const& event) noexcept {
        parts_.guarded([&] {
            if constexpr (std::same_as<Event, clock_tick>)
                if (looks && looked_.take()) executor_.submit([this] { look_again(); });
            take_up_waiting();
            if constexpr (trigger::events::template contains<Event>) {
                auto why = parts_.trigger.observe(event, parts_.registry.look(parts_.now(), 0));
                // First, so that no alarm is lost while a run finds out that it is not allowed.
                if constexpr (StatefulTrigger<trigger>)
                    if (parts_.trigger.wants_saving()) executor_.submit([this] { save_trigger(); });
                if (why) consider(*std::move(why));
                if constexpr (ScheduledTrigger<trigger>) take_up_waiting();
            }
        });
    }

    /// Has the executor make the run that waits, if it is due. Of many calls while the executor is busy
    /// one would do; some more become jobs, since an executor without memory may lose one.
    void wake() {
        auto const calls = calls_.fetch_add(1) + 1;
        if (calls < 16 || std::has_single_bit(calls))
            executor_.submit([this] { make_waiting_runs(); });
    }

    /// Tells the buses of a run or an act, and wakes the executor for what it left to do.
    void follow(run_report const& report) {
        announce(report);
        wake();
    }

    /// Takes up at once what other processes changed.
    void look_again() noexcept {
        look();
        parts_.guarded([this] { take_up_waiting(until_look()); });
    }

   private:
    using waiting_time = std::optional<std::chrono::nanoseconds>;

    void consider(std::string why) {
        if (parts_.registry.paused()) parts_.registry.look_again(parts_.now());
        if (auto const refused = parts_.refused()) {
            if (parts_.skip(std::move(why), *refused)) record_skips();
        } else {
            parts_.registry.join_lightly({.reason = std::move(why)});
            wake();
        }
    }

    /// The executor's job: makes the run that waits, and those that are asked for meanwhile.
    void make_waiting_runs() noexcept {
        calls_ = 0;
        parts_.guarded([this] {
            while (auto const report = runs_.make_waiting()) announce(*report);
            take_up_waiting(until_look());
        });
    }

    void announce(run_report const& report) noexcept {
        if (report.skipped)
            parts_.guarded([this] { record_skips(); });
        else
            parts_.guarded([&] { board_->announce(completed{report.run}); });
    }

    /// Starts the request that waits if it is due, else sets the timer: for it, for a schedule of
    /// the trigger, or for `at_latest`, whatever comes first. Once it was set for the next look it
    /// need not be for each event.
    void take_up_waiting(waiting_time at_latest = std::nullopt) {
        auto delay = parts_.registry.waiting(parts_.now());
        if (delay && *delay == delay->zero()) return wake();
        if constexpr (ScheduledTrigger<trigger>) delay = sooner(delay, until_schedule());
        if (delay && !at_latest) at_latest = until_look();
        delay = sooner(delay, at_latest);
        if (delay) executor_.wake_after(*delay, [this] { timer_rang(); });
    }

    [[nodiscard]] static waiting_time sooner(waiting_time a, waiting_time b) noexcept {
        return a && b ? std::min(*a, *b) : a ? a : b;
    }

    void timer_rang() {
        if (looks && looked_.take()) look();
        if constexpr (ScheduledTrigger<trigger>)
            if (board_->any_open()) show(clock_tick{parts_.now()});
        take_up_waiting(until_look());
    }

    void look() noexcept {
        looked_.note();
        parts_.look_again();
    }

    /// How long until the next look at what other processes did; nothing where none can do
    /// anything, or while the service is on no bus.
    [[nodiscard]] waiting_time until_look() const noexcept {
        return looks && board_->any_open() ? looked_.until() : std::nullopt;
    }

    /// How long until the trigger wants to be shown a tick; nothing while the service is on no bus.
    [[nodiscard]] waiting_time until_schedule() {
        if (!board_->any_open()) return std::nullopt;
        return parts_.trigger.until_due(parts_.now());
    }

    void record_skips() {
        executor_.submit([this] { parts_.journal.record_skips(); });
    }
    void save_trigger() {
        parts_.guarded([this] { parts_.registry.save_trigger(parts_.trigger.save()); });
    }

    Parts& parts_;
    run_maker<Parts>& runs_;
    look_clock looked_;
    std::atomic<std::uint64_t> calls_{0};  // to wake it, since it last looked for a request
    std::shared_ptr<board> board_ = std::make_shared<board>();
    Worker executor_;
};

}  // namespace retrain
