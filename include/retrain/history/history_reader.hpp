#pragma once

#include <retrain/core/error.hpp>
#include <retrain/core/time.hpp>
#include <retrain/detail/printable.hpp>
#include <retrain/detail/row_count_columns.hpp>
#include <retrain/detail/sqlite_connection.hpp>
#include <retrain/detail/sqlite_statement.hpp>
#include <retrain/history/recorded.hpp>
#include <retrain/history/sqlite_history_file.hpp>
#include <retrain/history/sqlite_schema.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain {

/// Asks what an `sqlite_history` has recorded, in the same process or in another, while services
/// go on recording. It changes nothing. Each answer is of one moment. One reader is used by one
/// thread at a time.
///
/// Every member throws `error` (`store_failed`) where the file can't be read.
class history_reader {
   public:
    /// Opens the database `file`, which is there and has the present schema.
    explicit history_reader(std::filesystem::path const& file)
        : database_{file, detail::sqlite_connection::access::read, detail::history_patience} {
        auto const version = sqlite_schema::version_of(database_);
        if (version != sqlite_schema::version)
            throw error{failure_reason::store_failed,
                        "can't read the history '" + file.string() + "': it has schema version " +
                            std::to_string(version) + " and not " +
                            std::to_string(sqlite_schema::version) +
                            "; the next record of a service brings it up to date"};
    }

    /// The latest `limit` runs, the latest first.
    [[nodiscard]] std::vector<recorded_run> runs(std::size_t limit) const {
        std::vector<recorded_run> found;
        auto const read_all = [&] {
            std::string columns;
            row_counts counts;
            detail::each_row_count(counts, [&](char const* column, auto const&) {
                columns.append(", ").append(column);
            });
            detail::sqlite_statement rows{
                database_,
                "SELECT id, number, service, reason, coalesced, started, finished, failure_why,"
                " failure_text" +
                    columns + " FROM run ORDER BY id DESC LIMIT ?1",
                bounded(limit)};
            while (rows.step()) {
                std::int64_t id = 0;
                recorded_run& run = found.emplace_back();
                rows >> id >> run.number >> run.service >> run.reason >> run.coalesced >>
                    run.started >> run.finished;
                read(rows, run.failure);
                detail::each_row_count(run.rows, [&](auto, auto& count) { rows >> count; });
                detail::sqlite_statement warnings{
                    database_, "SELECT text FROM warning WHERE run = ?1 ORDER BY id", id};
                while (warnings.step()) warnings >> run.warnings.emplace_back();
                detail::sqlite_statement models{
                    database_,
                    "SELECT name, published, generation, kept, candidate, by_hand, because, backup,"
                    " rounds, seconds, failure_why, failure_text, " +
                        verdict_columns() + " FROM model WHERE run = ?1 ORDER BY id",
                    id};
                while (models.step()) read(models, run.models.emplace_back());
            }
        };
        detail::in_transaction(database_, read_all, "DEFERRED");
        return found;
    }

    /// The skips whose last one is not before `from` and whose first one is before `to`, by hour.
    [[nodiscard]] std::vector<recorded_skips> skips_between(time_point from, time_point to) const {
        detail::sqlite_statement rows{
            database_,
            "SELECT hour, service, why, policy, times, first_at, last_at, reason, have, need, unit"
            " FROM skip WHERE last_at >= ?1 AND first_at < ?2 ORDER BY hour, last_at",
            from, to};
        std::vector<recorded_skips> found;
        while (rows.step()) {
            recorded_skips& skips = found.emplace_back();
            std::int64_t hour = 0;
            rows >> hour >> skips.service >> skips.why >> skips.policy >> skips.times >>
                skips.first >> skips.last >> skips.reason >> skips.have >> skips.need >> skips.unit;
            // The first hour of all begins before the first instant.
            skips.hour = hour * 3600 < not_yet.time_since_epoch().count() / 1'000'000'000
                             ? not_yet
                             : time_point{std::chrono::hours{hour}};
        }
        return found;
    }

    /// The version of each model of each service that was live at `instant`: of what went live until
    /// then the highest generation, whatever was recorded first or a corrected clock says. A name
    /// that started afresh begins again with generation 1.
    [[nodiscard]] std::vector<recorded_publication> live_at(time_point instant) const {
        detail::sqlite_statement rows{database_, latest_until("?1") + " ORDER BY service, name",
                                      instant};
        std::vector<recorded_publication> found;
        while (rows.step()) read(rows, found.emplace_back());
        return found;
    }

    /// The version of `model` that was live at `instant`; nothing where there was none. Where
    /// several services have a model of that name, the one that was published last; the overload
    /// without a name tells them apart.
    [[nodiscard]] std::optional<recorded_publication> live_at(std::string_view model,
                                                              time_point instant) const {
        detail::sqlite_statement rows{
            database_, latest_until("?2") + " AND name = ?1 ORDER BY id DESC LIMIT 1",
            detail::printable(model), instant};
        std::optional<recorded_publication> found;
        if (rows.step()) read(rows, found.emplace());
        return found;
    }

    /// The latest `limit` verdicts on `model`, the latest first.
    [[nodiscard]] std::vector<judged_model> verdicts(std::string_view model,
                                                     std::size_t limit) const {
        detail::sqlite_statement rows{
            database_,
            "SELECT finished, service, number, name, published, " + verdict_columns() +
                " FROM model JOIN run ON run.id = model.run WHERE name = ?1 AND"
                " decision IS NOT NULL ORDER BY model.id DESC LIMIT ?2",
            detail::printable(model), bounded(limit)};
        std::vector<judged_model> found;
        while (rows.step()) {
            judged_model& judged = found.emplace_back();
            rows >> judged.at >> judged.service >> judged.run >> judged.model >> judged.published;
            read(rows, judged.verdict);
        }
        return found;
    }

   private:
    /// SQLite takes a negative limit for none.
    [[nodiscard]] static std::int64_t bounded(std::size_t limit) noexcept {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        return limit > static_cast<std::size_t>(most) ? most : static_cast<std::int64_t>(limit);
    }

    /// Of the publications up to `instant` the last one of each service and model. Those of one life
    /// of a name go by generation.
    [[nodiscard]] static std::string latest_until(std::string const& instant) {
        return "SELECT finished, service, number, name, generation, by_hand, because FROM"
               " (SELECT *, row_number() OVER (PARTITION BY service, name"
               " ORDER BY life DESC, generation DESC, id DESC) AS place FROM"
               " (SELECT model.id AS id, finished, service, number, name, generation, by_hand,"
               " because, sum(generation = 1) OVER (PARTITION BY service, name ORDER BY model.id)"
               " AS life FROM model JOIN run ON run.id = model.run WHERE published)"
               " WHERE finished <= " + instant + ") WHERE place = 1";
    }
    static void read(detail::sqlite_statement& row, recorded_publication& live) {
        row >> live.since >> live.service >> live.run >> live.model >> live.generation >>
            live.by_hand >> live.because;
    }

    [[nodiscard]] static std::string verdict_columns() {
        return "decision, why, metric, challenger, champion, floor, rows, units, difference,"
               " p_value, alpha, attempt, decidable_from, requirement, slice, deflated_sharpe,"
               " trials, overfitting, rivals";
    }
    static void read(detail::sqlite_statement& row, recorded_verdict& judged) {
        row >> judged.decision >> judged.why >> judged.metric >> judged.challenger >>
            judged.champion >> judged.floor >> judged.rows >> judged.units >> judged.difference >>
            judged.p_value >> judged.alpha >> judged.attempt >> judged.decidable_from >>
            judged.requirement >> judged.slice >> judged.deflated_sharpe >> judged.trials >>
            judged.overfitting >> judged.rivals;
    }
    static void read(detail::sqlite_statement& row, recorded_model& model) {
        row >> model.name >> model.published >> model.generation >> model.kept >> model.candidate >>
            model.by_hand >> model.because >> model.backup >> model.rounds >> model.seconds;
        read(row, model.failure);
        if (!row.is_null()) read(row, model.verdict.emplace());
    }
    static void read(detail::sqlite_statement& row, std::optional<recorded_failure>& failed) {
        recorded_failure found;
        bool const none = row.is_null();
        row >> found.why >> found.text;
        if (!none) failed = std::move(found);
    }

    detail::sqlite_connection database_;
};

}  // namespace retrain
