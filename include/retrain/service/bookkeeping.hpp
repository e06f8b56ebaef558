#pragma once

#include <retrain/core/ledger_state.hpp>
#include <retrain/core/observation.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/time.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace retrain {

/// What the policies are shown: the book's part of an observation at `now`.
[[nodiscard]] inline observation observe(ledger_state const& book, time_point now,
                                         std::size_t new_samples) noexcept {
    return {now, book.last_run, book.last_failure, book.failures, new_samples};
}

/// Enters a skip.
inline void note_skip(ledger_state& book, skip_reason why) { ++book.skips[std::string{name(why)}]; }

/// Enters a run. A run that reached a verdict consumes the interval, whatever the verdict; a failed
/// one counts toward the back-off; a cancelled one does neither.
inline void note_run(ledger_state& book, run_record const& run) {
    book.attempts = std::max(book.attempts, run.number);
    for (auto const& model : run.models) {
        if (!model.verdict || model.failure) continue;
        ++(model.published ? book.promoted : book.rejected);
        // A test spends its part of alpha, whatever another gate says after it.
        bool const decided =
            model.verdict->kind != decision_kind::inconclusive || model.verdict->tested();
        if (decided) ++book.all_trials[model.name];
        auto& trials = book.trials[model.name];
        if (model.published)
            trials = 0;
        else if (decided)
            ++trials;
    }
    if (run.any_verdict()) {
        ++book.trained;
        book.last_run = run.finished;
        book.failures = 0;
    }
    if (run.any_failure() && !run.cancelled()) {
        ++book.failed;
        ++book.failures;
        book.last_failure = run.finished;
    }
}

/// Enters what a person did. A rollback promotes nothing, so the attempts go on being counted: all
/// tests since the last promotion share one alpha, whatever champion each of them is against, and
/// going back after every attempt would else test each at the first one's share.
inline void note_intervention(ledger_state& book, run_record const& run) {
    for (auto const& model : run.models) {
        bool const back = model.by_hand && model.by_hand->kind == intervention_kind::rollback;
        if (!model.published || back) continue;
        book.trials[model.name] = 0;
        if (model.by_hand) ++book.promoted;
    }
}

/// The names of the models that have to be tried again: those that failed, all (an empty list) if
/// the whole run did. Nothing if nothing failed, or only because it was cancelled.
[[nodiscard]] inline std::optional<std::vector<std::string>> failed_models(run_record const& run) {
    if (!run.any_failure() || run.cancelled()) return std::nullopt;
    std::vector<std::string> names;
    if (run.failure) return names;
    for (auto const& model : run.models)
        if (model.failure) names.push_back(model.name);
    return names;
}

/// Joins a further request to the one that waits, so that one later run answers both. True if
/// more than their number changed, so that a restart must know it.
inline bool join_request(std::optional<pending_request>& waiting, pending_request further) {
    if (!waiting) {
        waiting = std::move(further);
        return true;
    }
    auto const before = *waiting;
    bool const all = waiting->models.empty() || further.models.empty();
    for (auto& model : further.models)
        if (std::ranges::find(waiting->models, model) == waiting->models.end())
            waiting->models.push_back(std::move(model));
    if (all) waiting->models.clear();
    waiting->bypass_interval = waiting->bypass_interval || further.bypass_interval;
    waiting->not_before = std::min(waiting->not_before, further.not_before);
    bool const changed = *waiting != before;
    ++waiting->coalesced;
    return changed;
}

/// How many of `rows` the last judged run did not see, and how many it saw with other contents.
struct sample_count {
    std::size_t fresh = 0;
    std::size_t revised = 0;
};

/// Both spans are sorted by key. O(rows + seen).
[[nodiscard]] inline sample_count count_samples(std::span<seen_row const> rows,
                                                std::span<seen_row const> seen) noexcept {
    sample_count count;
    auto known = seen.begin();
    for (auto const& row : rows) {
        while (known != seen.end() && known->key < row.key) ++known;
        if (known == seen.end() || known->key != row.key)
            ++count.fresh;
        else if (known->contents != row.contents)
            ++count.revised;
    }
    return count;
}

/// By so much two looks at the time may differ, of two threads or two processes, without the clock
/// having been corrected.
inline constexpr std::chrono::minutes clock_tolerance{1};

/// A clock that was corrected can leave marks in the future, which would block a service for as
/// long as the correction was. Those of runs are moved to `now`, that of a waiting request to
/// `longest_wait` after it; tells whether there were any.
inline bool anchor_to(ledger_state& book, time_point now,
                      std::chrono::nanoseconds longest_wait = std::chrono::nanoseconds::max()) noexcept {
    bool moved = false;
    auto const anchor = [&](time_point& mark, std::chrono::nanoseconds ahead) {
        if (mark <= now || mark - clock_tolerance <= now) return;
        if (now > time_point::max() - ahead || mark <= now + ahead) return;
        mark = now + ahead;
        moved = true;
    };
    anchor(book.last_run, {});
    anchor(book.last_failure, {});
    if (book.pending) anchor(book.pending->not_before, longest_wait);
    return moved;
}

}  // namespace retrain
