#pragma once

#include <retrain/core/describe.hpp>
#include <retrain/core/ledger_state.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/service/requests.hpp>
#include <retrain/service/run_order.hpp>
#include <retrain/service/run_watch.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace retrain {

/// Makes a service's runs, one at a time, each from its request to its record. `Parts` is a
/// `service_parts`, which outlives it.
template <class Parts>
class run_maker {
   public:
    explicit run_maker(Parts& parts) noexcept : parts_{parts} {}

    /// Makes a run for a caller who waits for it. Answers `busy` at once while one is going on.
    [[nodiscard]] run_report make(pending_request wanted) {
        auto stop = parts_.registry.try_begin();
        if (!stop) {
            refusal const busy{skip_reason::busy, "retrain"};
            parts_.registry.enter(busy.why);
            return {busy, {}, "a run is going on already; request() joins the queue"};
        }
        auto report = perform(std::move(wanted), *std::move(stop), from::caller);
        parts_.registry.end();
        return report;
    }

    /// Makes the run that waits, if it is due.
    [[nodiscard]] std::optional<run_report> make_waiting() {
        auto waiting = parts_.registry.try_begin_waiting(parts_.now());
        if (!waiting) return std::nullopt;
        auto report = perform(std::move(waiting->first), std::move(waiting->second), from::queue);
        parts_.registry.end();
        return report;
    }

   private:
    /// Where a request comes from: its caller waits for the report, or it has waited in the ledger,
    /// where another process may have answered it by now.
    enum class from { caller, queue };

    /// Makes one run from its reason to its record. The caller has claimed it and gives it back.
    [[nodiscard]] run_report perform(pending_request wanted, std::stop_token stop,
                                     from where) noexcept {
        auto& registry = parts_.registry;
        auto& pipeline = parts_.pipeline;
        run_report report;
        auto& run = report.run;
        std::vector<seen_row> snapshot;
        // Held until the run is recorded: records stand in the order of what went live.
        std::optional<decltype(pipeline.try_lock())> lock;
        std::optional<run_watch> watch;
        try {
            watch.emplace(parts_.options, [&registry] { registry.cancel(); }, looker());
            run = parts_.begin_record(wanted.reason);
            run.coalesced = wanted.coalesced;
            run.number = registry.number();
            if (!pipeline.writable()) {
                if (where == from::queue) (void)registry.take_waiting(run.started);
                return skipped(std::move(report), {skip_reason::store_read_only, "store"});
            }
            lock.emplace(pipeline.try_lock());
            if (!static_cast<bool>(*lock)) return locked_out(std::move(report), wanted, where);
            registry.look_again(run.started);
            if (registry.paused() && where == from::caller)
                return skipped(std::move(report), Parts::is_paused);
            if (where == from::queue) {
                auto taken = registry.take_waiting(run.started);
                if (!taken) return unneeded(std::move(report));
                wanted = *std::move(taken);
                run.reason = wanted.reason;
                run.coalesced = wanted.coalesced;
            }
            run.number = registry.number();
            if (!wanted.bypass_interval)
                if (auto const refused = parts_.refused())
                    return skipped(std::move(report), *refused);
            run.started = parts_.now();  // not before the end of the run that had the lock
            pipeline.refresh(parts_.listener());
            parts_.guarded([this] { parts_.complete_history(); });
            auto data = parts_.load(run.started);
            run.rows = data.counts;
            run.warnings = std::move(data.rows.warnings);
            if (!wanted.bypass_interval)
                if (auto const refused = parts_.refused(run.rows.new_samples))
                    return skipped(std::move(report), *refused);
            registry.confirm();
            pipeline.require_free_space(parts_.options.min_free_disk_mb * std::uint64_t{1'000'000});
            pipeline.run(data, wanted.models, parts_.training(std::move(stop)), run.started, run,
                         parts_.trials(), parts_.trigger.summarizer(),
                         [this] { return parts_.now(); });
            snapshot = std::move(data.snapshot);
        } catch (...) {
            run.failure = current_failure();
            if (where == from::queue)  // what has been joined to it is tried again too
                if (auto taken = registry.take_waiting(run.started)) wanted = *std::move(taken);
        }
        run.finished = parts_.now();
        if (watch) watch->settle(run);
        parts_.compare_with_live();
        parts_.guarded([&] {
            parts_.remember_trigger();
            registry.enter(run, std::move(snapshot), afterwards(wanted, run));
            report.text = describe(run);
            parts_.record(run, pipeline.generations());
        });
        return report;
    }

    /// What a run does meanwhile, if other processes can make a version live.
    [[nodiscard]] std::function<void()> looker() {
        if constexpr (Parts::shows_others)
            return [this] {
                parts_.guarded([this] { parts_.pipeline.look_again(parts_.listener()); });
                parts_.compare_with_live();
            };
        else
            return {};
    }

    /// What is to be done later: the next try of what failed, after the back-off; the request itself
    /// where the end of the service cut its run short.
    [[nodiscard]] std::optional<pending_request> afterwards(pending_request const& wanted,
                                                            run_record const& run) {
        if (run.cancelled() && parts_.registry.closing()) return wanted;
        auto const failures =
            run.any_verdict() ? 0 : parts_.registry.look(run.finished, 0).failures;
        return next_try(wanted, run, parts_.may.delay(failures + 1));
    }

    [[nodiscard]] run_report skipped(run_report report, refusal const& refused,
                                     std::optional<pending_request> instead = std::nullopt) {
        report.skipped = refused;
        report.text = describe(refused);
        (void)parts_.skip(report.run.reason, refused);
        parts_.registry.drop(std::move(instead));
        return report;
    }

    /// Another process has the directory. The request waits in the ledger, where that process finds
    /// it at the end of its run; this one tries again after the first back-off.
    [[nodiscard]] run_report locked_out(run_report report, pending_request const& wanted,
                                        from where) {
        bool const waits = parts_.registry.put_off(parts_.now() + parts_.may.delay(1));
        if (where == from::queue && !waits) return unneeded(std::move(report));
        auto again = where == from::caller ? std::optional{wanted} : std::nullopt;
        return skipped(std::move(report), {skip_reason::locked_elsewhere, "store"},
                       std::move(again));
    }

    /// The request that waited needs no run now: another process answers it or has answered it, or
    /// the runs were paused, and it goes on waiting.
    [[nodiscard]] run_report unneeded(run_report report) {
        bool const waits = parts_.registry.paused().has_value();
        report.skipped = waits ? Parts::is_paused : refusal{skip_reason::locked_elsewhere, "store"};
        report.text = waits ? describe(Parts::is_paused) : "another process answers the request";
        return report;
    }

    Parts& parts_;
};

}  // namespace retrain
