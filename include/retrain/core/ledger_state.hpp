#pragma once

#include <retrain/core/time.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retrain {

/// A request that outlives the process: it is taken up again at the next start.
struct pending_request {
    std::string reason{};
    std::vector<std::string> models{};   ///< empty: all
    bool bypass_interval = false;
    time_point not_before = not_yet;     ///< a failed run's next try
    std::size_t coalesced = 0;         ///< further requests that the same run will answer

    friend bool operator==(pending_request const&, pending_request const&) = default;
};

/// Somebody wants no run to begin for the time being.
struct pause_note {
    time_point since = not_yet;
    std::string because{};

    friend bool operator==(pause_note const&, pause_note const&) = default;
};

/// What one row was when a judged run last saw it.
struct seen_row {
    std::uint64_t key = 0;
    std::uint64_t contents = 0;

    friend constexpr auto operator<=>(seen_row const&, seen_row const&) = default;
};

/// What a restart must remember and no model file knows.
struct ledger_state {
    std::size_t attempts = 0;          ///< runs that started
    std::size_t trained = 0;           ///< runs in which at least one model was trained and judged
    std::size_t promoted = 0;          ///< models that went live
    std::size_t rejected = 0;          ///< models that were judged and did not
    std::size_t failed = 0;            ///< runs in which something failed
    std::map<std::string, std::size_t> skips{};   ///< by `name(skip_reason)`
    std::map<std::string, std::size_t> trials{};  ///< decided attempts by model since its promotion
    std::map<std::string, std::size_t> all_trials{};  ///< and in all, promoted ones too
    time_point last_run = not_yet;
    time_point last_failure = not_yet;
    std::size_t failures = 0;          ///< failed runs in a row
    std::optional<pending_request> pending{};
    std::optional<pending_request> running{};  ///< what the run that is going on answers
    std::optional<pause_note> paused{};
    std::string trigger_state{};         ///< a stateful trigger's own words
    std::vector<seen_row> seen{};        ///< snapshot of the last judged run, sorted by key
};

}  // namespace retrain
