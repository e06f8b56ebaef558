#pragma once

#include <retrain/core/ledger_state.hpp>
#include <retrain/core/model_version.hpp>
#include <retrain/detail/json_document.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

// A ledger's JSON text: everything but the seen rows, for which the seal of their file stands.
namespace retrain::detail {

inline constexpr std::uint64_t ledger_format = 1;

[[nodiscard]] inline json counts_value(std::map<std::string, std::size_t> const& counts) {
    json object = json::object();
    for (auto const& [name, count] : counts) object[name] = count;
    return object;
}

[[nodiscard]] inline json pending_value(pending_request const& pending) {
    json models = json::array();
    for (auto const& model : pending.models) models.push_back(text_value(model));
    return {{"reason", text_value(pending.reason)},
            {"models", std::move(models)},
            {"bypass_interval", pending.bypass_interval},
            {"not_before", time_value(pending.not_before)},
            {"coalesced", pending.coalesced}};
}

[[nodiscard]] inline json pause_value(pause_note const& paused) {
    return {{"since", time_value(paused.since)}, {"because", text_value(paused.because)}};
}

[[nodiscard]] inline std::string ledger_to_json(ledger_state const& state, file_seal const& seen) {
    return write_document(
        {{"attempts", state.attempts},
         {"trained", state.trained},
         {"promoted", state.promoted},
         {"rejected", state.rejected},
         {"failed", state.failed},
         {"skips", counts_value(state.skips)},
         {"trials", counts_value(state.trials)},
         {"all_trials", counts_value(state.all_trials)},
         {"last_run", time_value(state.last_run)},
         {"last_failure", time_value(state.last_failure)},
         {"failures", state.failures},
         {"pending", state.pending ? pending_value(*state.pending) : json{}},
         {"running", state.running ? pending_value(*state.running) : json{}},
         {"paused", state.paused ? pause_value(*state.paused) : json{}},
         {"trigger_state", text_value(state.trigger_state)},
         {"seen",
          {{"file", text_value(seen.file)}, {"length", seen.length}, {"sha256", seen.sha256}}}},
        ledger_format);
}

[[nodiscard]] inline std::map<std::string, std::size_t> read_counts(json_field const& field) {
    std::map<std::string, std::size_t> counts;
    field.each_member(
        [&](auto const& name, json_field const& count) { counts[name] = count.count(); });
    return counts;
}

[[nodiscard]] inline pending_request read_pending(json_field const& field) {
    pending_request pending;
    pending.reason = field["reason"].text();
    field["models"].each(
        [&](json_field const& model) { pending.models.push_back(model.text()); });
    pending.bypass_interval = field["bypass_interval"].flag();
    pending.not_before = field["not_before"].time();
    pending.coalesced = field["coalesced"].count();
    return pending;
}

/// A state without its seen rows, and the seal of the file that has them.
struct written_ledger {
    ledger_state state;
    file_seal seen;
};

/// Throws `damaged_document` or `later_document`.
[[nodiscard]] inline written_ledger ledger_from_json(std::string_view text) {
    auto const content = read_document(text, ledger_format);
    json_field const root{content, ""};
    written_ledger ledger;
    ledger_state& state = ledger.state;
    state.attempts = root["attempts"].count();
    state.trained = root["trained"].count();
    state.promoted = root["promoted"].count();
    state.rejected = root["rejected"].count();
    state.failed = root["failed"].count();
    state.skips = read_counts(root["skips"]);
    state.trials = read_counts(root["trials"]);
    // Ledgers of earlier versions know of no others.
    state.all_trials = root.has("all_trials") ? read_counts(root["all_trials"]) : state.trials;
    state.last_run = root["last_run"].time();
    state.last_failure = root["last_failure"].time();
    state.failures = root["failures"].count();
    if (!root["pending"].is_null()) state.pending = read_pending(root["pending"]);
    if (!root["running"].is_null()) state.running = read_pending(root["running"]);
    if (auto const paused = root["paused"]; !paused.is_null())
        state.paused = pause_note{paused["since"].time(), paused["because"].text()};
    state.trigger_state = root["trigger_state"].text();
    auto const seen = root["seen"];
    ledger.seen = {seen["file"].text(), seen["length"].count(), seen["sha256"].text()};
    return ledger;
}

}  // namespace retrain::detail
