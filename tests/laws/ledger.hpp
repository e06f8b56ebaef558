#pragma once

#include <retrain/core/ledger_state.hpp>
#include <retrain/ledger/concept.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

namespace retrain::laws {

[[nodiscard]] inline bool same(ledger_state const& a, ledger_state const& b) {
    return a.attempts == b.attempts && a.trained == b.trained && a.promoted == b.promoted &&
           a.rejected == b.rejected && a.failed == b.failed && a.skips == b.skips &&
           a.trials == b.trials && a.all_trials == b.all_trials && a.last_run == b.last_run &&
           a.last_failure == b.last_failure && a.failures == b.failures &&
           a.pending == b.pending && a.running == b.running && a.paused == b.paused &&
           a.trigger_state == b.trigger_state && a.seen == b.seen;
}

/// A state in which every member has a value of its own, the ends of ranges among them.
[[nodiscard]] inline ledger_state full_state() {
    using namespace std::chrono;
    ledger_state state{.attempts = 9, .trained = 7, .promoted = 5, .rejected = 3, .failed = 2};
    state.skips = {{"busy", 4}, {"interval_not_over", std::numeric_limits<std::size_t>::max()}};
    state.trials = {{"risk", 2}, {"timing", 0}};
    state.all_trials = {{"risk", 11}, {"timing", 7}};
    state.last_run = time_point{sys_days{2020y / March / 2} + 14h + 30min} + nanoseconds{123456789};
    state.last_failure = time_point{sys_days{1969y / December / 31}} + nanoseconds{1};
    state.failures = 1;
    state.pending = pending_request{"say \"now\"\nplease", {"risk", "timing"}, true,
                                    time_point{sys_days{2021y / January / 1}}, 6};
    state.running = pending_request{.reason = "an event", .models = {}, .coalesced = 1};
    state.paused = pause_note{time_point{sys_days{2021y / February / 1}}, "at \"night\""};
    state.trigger_state = std::string{"\x00\xff raw \xe9", 8};
    state.seen = {{0, 1}, {2, std::numeric_limits<std::uint64_t>::max()},
                  {std::numeric_limits<std::uint64_t>::max(), 3}};
    return state;
}

/// [ledger.load] A ledger that nothing was saved to has an empty state.
template <Ledger L>
[[nodiscard]] bool starts_empty(L& ledger) {
    return same(ledger.load(), ledger_state{});
}

/// [ledger.save] What was saved last is loaded, every member of it, however often it is loaded.
template <Ledger L>
[[nodiscard]] bool keeps_what_was_saved(L& ledger) {
    ledger_state state = full_state();
    ledger.save(state);
    if (!same(ledger.load(), state) || !same(ledger.load(), state)) return false;
    ++state.attempts;
    state.last_failure = not_yet;
    state.pending.reset();
    state.seen.pop_back();
    ledger.save(state);
    if (!same(ledger.load(), state)) return false;
    ledger.save(ledger_state{});
    return same(ledger.load(), ledger_state{});
}

}  // namespace retrain::laws
