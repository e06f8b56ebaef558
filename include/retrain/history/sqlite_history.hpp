#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/record.hpp>
#include <retrain/core/refusal.hpp>
#include <retrain/core/settings.hpp>
#include <retrain/core/verdict.hpp>
#include <retrain/detail/printable.hpp>
#include <retrain/detail/recorded_generations.hpp>
#include <retrain/detail/row_count_columns.hpp>
#include <retrain/detail/sqlite_connection.hpp>
#include <retrain/detail/sqlite_statement.hpp>
#include <retrain/history/concept.hpp>
#include <retrain/history/sqlite_history_file.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace retrain {

/// Records runs and skips in an SQLite database. Use when the history is asked questions: who was
/// live when, why was there no run, how did the scores go. `history_reader` asks them in a program,
/// the views of `sqlite_schema` at sqlite3's command line. `docs/history.md` has examples.
///
/// Skips are counted by hour, service, refusal and policy, with the last one's reason and measure.
/// Texts are stored on one line, as `text_history` shows them. A record is on the disk, as a whole
/// or not at all, when `record` returns; processes that share a database take turns, of at most ten
/// seconds. Between records the sink has no file open.
///
/// `record` throws `error` (`store_failed`) where it can't record. A damaged database is renamed
/// and a new one is begun; the record is in the new one, and the error tells where the old one is.
class sqlite_history {
   public:
    using policy_role = history_role;
    static constexpr std::array<std::string_view, 1> reads{"logs_directory"};

    /// Records in the database `file`, which is made with its folders by the first record.
    explicit sqlite_history(std::filesystem::path file) : file_{std::move(file)} {}

    /// `retraining_history.sqlite` in the settings' `logs_directory`.
    [[nodiscard]] static sqlite_history from_settings(settings const& from) {
        return sqlite_history{std::filesystem::path{from.logs_directory} /
                              "retraining_history.sqlite"};
    }

    [[nodiscard]] std::filesystem::path const& file() const noexcept { return file_; }

    void record(run_record const& run) {
        write([&](detail::sqlite_connection const& database) { add(database, run); });
    }
    void record(skip_record const& skip) {
        write([&](detail::sqlite_connection const& database) { add(database, skip); });
    }

    /// Records those of `publications` that the database does not have.
    std::size_t complete(std::span<run_record const> publications) {
        if (publications.empty()) return 0;
        detail::recorded_generations known;
        write([&](detail::sqlite_connection const& database) {
            detail::sqlite_statement rows{database,
                                          "SELECT service, name, generation FROM model JOIN run ON"
                                          " run.id = model.run WHERE published OR by_hand IS NOT"
                                          " NULL"};
            while (rows.step()) {
                std::string service, model;
                std::uint64_t generation = 0;
                rows >> service >> model >> generation;
                known.add(std::move(service), std::move(model), generation);
            }
        });
        return known.complete(*this, publications);
    }

   private:
    template <class Add>
    void write(Add const& add_record) {
        auto const lock = detail::lock_history(file_);
        try {
            return write_once(add_record);
        } catch (detail::sqlite_error const& problem) {
            if (!problem.means_damage() || detail::is_sound(file_)) throw;
        }
        auto const aside = detail::keep_aside(file_);
        write_once(add_record);
        throw error{failure_reason::store_failed,
                    "the history '" + file_.string() + "' was damaged: it is kept as '" +
                        aside.string() +
                        "', and a new one, which has this record, was begun; read the old one with "
                        "sqlite3's .dump"};
    }

    template <class Add>
    void write_once(Add const& add_record) const {
        auto const database = detail::open_history(file_);
        detail::in_transaction(database, [&] { add_record(database); });
    }

    static void add(detail::sqlite_connection const& database, run_record const& run) {
        auto const id = detail::sqlite_insert(database, "run", [&](auto const& put) {
            put("number", run.number);
            put("service", detail::printable(run.service));
            put("reason", detail::printable(run.reason));
            put("coalesced", run.coalesced);
            put("started", run.started);
            put("finished", run.finished);
            put_failure(put, run.failure);
            detail::each_row_count(run.rows, put);
        });
        for (auto const& warning : run.warnings)
            detail::sqlite_insert(database, "warning", [&](auto const& put) {
                put("run", id);
                put("text", detail::printable(warning));
            });
        for (auto const& model : run.models)
            detail::sqlite_insert(database, "model", [&](auto const& put) {
                put("run", id);
                put("name", detail::printable(model.name));
                put("published", model.published);
                put("generation", model.generation);
                if (model.verdict) put_verdict(put, *model.verdict);
                put_failure(put, model.failure);
                put("kept", model.kept ? std::optional{name(*model.kept)} : std::nullopt);
                put("candidate", model.candidate);
                if (model.by_hand) {
                    put("by_hand", name(model.by_hand->kind));
                    put("because", detail::printable(model.by_hand->because));
                }
                put("backup", detail::printable(model.backup));
                put("rounds", model.rounds);
                put("seconds", model.seconds);
            });
    }

    template <class Put>
    static void put_failure(Put const& put, std::optional<failure> const& failed) {
        if (!failed) return;
        put("failure_why", name(failed->why));
        put("failure_text", detail::printable(failed->text));
    }

    template <class Put>
    static void put_verdict(Put const& put, verdict const& judged) {
        put("decision", name(judged.kind));
        put("why", name(judged.why));
        put("metric", detail::printable(judged.metric));
        put("challenger", judged.challenger);
        put("champion", judged.champion);
        put("floor", judged.floor);
        put("rows", judged.rows);
        put("units", judged.units);
        put("difference", judged.difference);
        put("p_value", judged.p_value);
        put("alpha", judged.alpha);
        put("attempt", judged.attempt);
        put("decidable_from", judged.decidable_from);
        put("requirement", detail::printable(missed_requirement(judged)));
        put("slice", judged.slice);
        put("deflated_sharpe", judged.deflated_sharpe);
        put("trials", judged.trials);
        put("overfitting", judged.overfitting);
        put("rivals", judged.rivals);
    }

    static void add(detail::sqlite_connection const& database, skip_record const& skip) {
        auto const hour = std::chrono::floor<std::chrono::hours>(skip.at);
        detail::sqlite_statement{
            database,
            "INSERT INTO skip (hour, service, why, policy, times, first_at, last_at, reason, have,"
            " need, unit) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
            " ON CONFLICT (hour, service, why, policy) DO UPDATE SET"
            " times = times + excluded.times, first_at = min(first_at, excluded.first_at),"
            " last_at = max(last_at, excluded.last_at), reason = excluded.reason,"
            " have = excluded.have, need = excluded.need, unit = excluded.unit",
            hour.time_since_epoch().count(),
            detail::printable(skip.service),
            name(skip.refused.why),
            detail::printable(skip.refused.policy),
            skip.times,
            skip.at,
            std::max(skip.at, skip.last_at),
            detail::printable(skip.reason),
            skip.refused.have,
            skip.refused.need,
            detail::printable(skip.refused.unit)}
            .step();
    }

    std::filesystem::path file_;
};

}  // namespace retrain
