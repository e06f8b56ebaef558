#pragma once

#include <retrain/core/log_level.hpp>
#include <retrain/core/record.hpp>
#include <retrain/history/concept.hpp>
#include <retrain/service/run_order.hpp>
#include <retrain/service/skip_log.hpp>

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace retrain {

/// What a service tells its history: runs, skips, and what went live without a record. The history
/// has one caller at a time; what it throws goes to the log, and to the record that it refused.
template <HistorySink History>
class run_journal {
   public:
    using listener = std::function<void(log_level, std::string_view)>;
    /// What is live, by model.
    using generations = std::vector<std::uint64_t>;

    run_journal(History history, listener say)
        : history_{std::move(history)}, say_{std::move(say)} {}

    /// Notes a skip; true if somebody has to call `record_skips`.
    bool add(skip_record skip) { return skips_.add(std::move(skip)); }

    void record_skips() noexcept {
        try {
            for (auto const& skip : skips_.take())
                if constexpr (requirement::HistoryRecordsSkips<History>) {
                    std::scoped_lock const lock{mutex_};
                    try {
                        history_.record(skip);
                    } catch (...) {
                        say_(log_level::error, current_failure().text);
                    }
                }
        } catch (...) {  // no memory, or a logger that throws
        }
    }

    /// Records `run`, after which `live` is live; nothing where it changed no model. What the history
    /// throws is a warning of the run, so that the report and the announcement tell of it.
    void record(run_record& run, std::optional<generations> live) {
        std::scoped_lock const lock{mutex_};
        try {
            history_.record(run);
            if (live && whole_) recorded_ = *std::move(live);
        } catch (...) {
            run.warnings.push_back("the history did not record this run: " +
                                   current_failure().text);
            say_(log_level::error, run.warnings.back());
        }
    }

    /// Whether the history knows how each of `live` went live. Asked before a run or an act: only
    /// then does the record of that run complete it.
    [[nodiscard]] bool knows(generations const& live) {
        std::scoped_lock const lock{mutex_};
        return whole_ = live == recorded_;
    }

    /// Records those of `publications` that the history lacks, for whoever published them ended
    /// first; `live` is what they led to. Throws what the history throws.
    void complete(std::vector<run_record> const& publications, generations live)
        requires requirement::HistoryCompletes<History>
    {
        std::scoped_lock const lock{mutex_};
        if (auto const added = history_.complete(publications); added != 0)
            say_(log_level::warning,
                 "the history had no record of " + std::to_string(added) +
                     " publications by a process that ended before it could record them, and has "
                     "now");
        recorded_ = std::move(live);
        whole_ = true;
    }

   private:
    History history_;
    listener say_;
    std::mutex mutex_;
    skip_log skips_;
    generations recorded_{};  // of which the history knows
    bool whole_ = false;      // it knew of all before the run that is going on
};

}  // namespace retrain
