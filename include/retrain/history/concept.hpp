#pragma once

#include <retrain/core/record.hpp>
#include <retrain/core/role.hpp>

#include <concepts>
#include <cstddef>
#include <span>

namespace retrain {

namespace requirement {
template <class P>
concept HistoryRecordsRuns = requires(P& p, run_record const& run) { p.record(run); };
template <class P>
concept HistoryRecordsSkips = requires(P& p, skip_record const& skip) { p.record(skip); };
template <class P>
concept HistoryCompletes = requires(P& p, std::span<run_record const> publications) {
    { p.complete(publications) } -> std::convertible_to<std::size_t>;
};
}  // namespace requirement

struct history_role;

/// Answers: who is told what happened?
///
/// Let `p` be a `P`, `r` a `run_record` and `s` a `skip_record`.
///   [history.run]  `p.record(r)` is well-formed.
/// Optional: `p.record(s)`, for a sink that wants skips too; `p.complete(rs)`, which records those
/// of `rs`, publications by a process that ended before it could record them, that it has no record
/// of, and returns their number.
/// Calls are serialised by the service. It may throw: the run stands, and the failure is logged.
/// Of composites: `record_to` joins several sinks,
///   [history.any]  at least one,
///   [history.each] each of which plays the role.
/// Default: `text_history`.
/// Models: `text_history`, `jsonl_history`, `sqlite_history`, `memory_history`, `no_history`,
/// `record_to`.
template <class P>
concept HistorySink = PlaysRole<P, history_role> && requirement::HistoryRecordsRuns<P>;

struct history_role {
    template <class P>
    static constexpr bool accepts = HistorySink<P>;

    /// Fails to compile with the first requirement that `P` misses.
    template <class P>
    static consteval bool explain() {
        if constexpr (!requirement::HistoryRecordsRuns<P>)
            static_assert(sizeof(P) == 0, "[history.run] a HistorySink needs a member "
                          "`void record(retrain::run_record const&)`");
        return accepts<P>;
    }
};

}  // namespace retrain
