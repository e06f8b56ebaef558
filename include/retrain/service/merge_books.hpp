#pragma once

#include <retrain/core/ledger_state.hpp>
#include <retrain/core/time.hpp>
#include <retrain/service/bookkeeping.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace retrain {

namespace detail {
/// A count: both sides' steps add up. One that this side began anew begins anew.
[[nodiscard]] constexpr std::size_t merge_count(std::size_t base, std::size_t ours,
                                                std::size_t theirs) noexcept {
    return ours < base ? ours : theirs + (ours - base);
}

[[nodiscard]] inline std::map<std::string, std::size_t> merge_counts(
    std::map<std::string, std::size_t> const& base, std::map<std::string, std::size_t> const& ours,
    std::map<std::string, std::size_t> theirs) {
    for (auto const& [name, count] : ours) {
        auto const before = base.find(name);
        auto& merged = theirs[name];
        merged = merge_count(before == base.end() ? 0 : before->second, count, merged);
    }
    return theirs;
}

/// A mark in time: the later one, unless this side set its own back.
[[nodiscard]] constexpr time_point merge_mark(time_point base, time_point ours,
                                              time_point theirs) noexcept {
    if (ours == base) return theirs;
    return ours < base ? ours : std::max(ours, theirs);
}

/// What this side changed counts, else what the other side has.
template <class T>
[[nodiscard]] T const& merge_value(T const& base, T const& ours, T const& theirs) {
    return ours == base ? theirs : ours;
}
}  // namespace detail

/// One book of two that both grew out of `base`: `ours`, and `theirs`, which another process saved
/// since. Counts add up, marks are the later ones, and no request is lost: where both sides touched
/// it, the one that is still there stays, and two are joined. O(seen rows).
[[nodiscard]] inline ledger_state merge_books(ledger_state const& base, ledger_state const& ours,
                                              ledger_state theirs) {
    using namespace detail;
    theirs.attempts = merge_count(base.attempts, ours.attempts, theirs.attempts);
    theirs.trained = merge_count(base.trained, ours.trained, theirs.trained);
    theirs.promoted = merge_count(base.promoted, ours.promoted, theirs.promoted);
    theirs.rejected = merge_count(base.rejected, ours.rejected, theirs.rejected);
    theirs.failed = merge_count(base.failed, ours.failed, theirs.failed);
    theirs.failures = merge_count(base.failures, ours.failures, theirs.failures);
    theirs.skips = merge_counts(base.skips, ours.skips, std::move(theirs.skips));
    theirs.trials = merge_counts(base.trials, ours.trials, std::move(theirs.trials));
    theirs.all_trials = merge_counts(base.all_trials, ours.all_trials, std::move(theirs.all_trials));
    theirs.last_run = merge_mark(base.last_run, ours.last_run, theirs.last_run);
    theirs.last_failure = merge_mark(base.last_failure, ours.last_failure, theirs.last_failure);
    if (theirs.pending == base.pending) {
        theirs.pending = ours.pending;
    } else if (ours.pending && ours.pending != base.pending) {
        join_request(theirs.pending, *ours.pending);
    }
    theirs.running = merge_value(base.running, ours.running, theirs.running);
    theirs.paused = merge_value(base.paused, ours.paused, theirs.paused);
    theirs.trigger_state = merge_value(base.trigger_state, ours.trigger_state, theirs.trigger_state);
    theirs.seen = merge_value(base.seen, ours.seen, theirs.seen);
    return theirs;
}

}  // namespace retrain
