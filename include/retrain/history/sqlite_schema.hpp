#pragma once

#include <retrain/core/error.hpp>
#include <retrain/detail/sqlite_connection.hpp>
#include <retrain/detail/sqlite_statement.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace retrain {

/// The tables and views of a history in SQLite, and the way from each earlier version to the
/// present one. Tables have a row's own words (instants in nanoseconds since 1970, UTC); views are
/// for people. A file says in `user_version` which version it has, and in `application_id` whose
/// it is.
struct sqlite_schema {
    static constexpr std::int64_t application = 0x7274726e;  // "rtrn"

    /// The first makes a new file's tables; each other one changes those of the version before it.
    /// What was released stays as it is: a further column is a further step.
    static constexpr std::array<char const*, 3> steps{
        R"sql(
CREATE TABLE run (
  id INTEGER PRIMARY KEY, number INTEGER NOT NULL, service TEXT NOT NULL, reason TEXT NOT NULL,
  coalesced INTEGER NOT NULL, started INTEGER NOT NULL, finished INTEGER NOT NULL,
  failure_why TEXT, failure_text TEXT,
  read INTEGER NOT NULL, kept INTEGER NOT NULL, immature INTEGER NOT NULL,
  filtered INTEGER NOT NULL, insufficient INTEGER NOT NULL, new_samples INTEGER NOT NULL,
  revised INTEGER NOT NULL, training INTEGER NOT NULL, purged INTEGER NOT NULL,
  holdout INTEGER NOT NULL) STRICT;
CREATE INDEX run_finished ON run (finished);
CREATE TABLE warning (
  id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  text TEXT NOT NULL) STRICT;
CREATE INDEX warning_run ON warning (run);
CREATE TABLE model (
  id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  name TEXT NOT NULL, published INTEGER NOT NULL, generation INTEGER NOT NULL,
  decision TEXT, why TEXT, metric TEXT, challenger REAL, champion REAL, floor REAL, rows INTEGER,
  failure_why TEXT, failure_text TEXT, kept TEXT, candidate INTEGER NOT NULL,
  by_hand TEXT, because TEXT, backup TEXT NOT NULL, rounds INTEGER NOT NULL, seconds REAL) STRICT;
CREATE INDEX model_run ON model (run);
CREATE INDEX model_name ON model (name, published);
CREATE TABLE skip (
  hour INTEGER NOT NULL, service TEXT NOT NULL, why TEXT NOT NULL, policy TEXT NOT NULL,
  times INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
  reason TEXT NOT NULL, have REAL, need REAL, unit TEXT NOT NULL,
  PRIMARY KEY (hour, service, why, policy)) STRICT, WITHOUT ROWID;
)sql",
        // What the gate's test and the data gate say.
        R"sql(
ALTER TABLE model ADD COLUMN units INTEGER;
ALTER TABLE model ADD COLUMN difference REAL;
ALTER TABLE model ADD COLUMN p_value REAL;
ALTER TABLE model ADD COLUMN alpha REAL;
ALTER TABLE model ADD COLUMN attempt INTEGER;
ALTER TABLE model ADD COLUMN decidable_from INTEGER;
ALTER TABLE model ADD COLUMN requirement TEXT;
ALTER TABLE model ADD COLUMN slice REAL;
ALTER TABLE run ADD COLUMN unknown_label INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN out_of_order INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN infinite INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN duplicate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN rare_class INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN unfit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN outside_window INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN unpurged INTEGER NOT NULL DEFAULT 0;
)sql",
        // What the guards against overfitting say.
        R"sql(
ALTER TABLE model ADD COLUMN deflated_sharpe REAL;
ALTER TABLE model ADD COLUMN trials INTEGER;
ALTER TABLE model ADD COLUMN overfitting REAL;
ALTER TABLE model ADD COLUMN rivals INTEGER;
)sql"};

    static constexpr std::int64_t version = steps.size();

    /// They hold no data, so each migration makes them anew.
    static constexpr char const* views = R"sql(
DROP VIEW IF EXISTS runs;
DROP VIEW IF EXISTS models;
DROP VIEW IF EXISTS scores;
DROP VIEW IF EXISTS live;
DROP VIEW IF EXISTS skips;
DROP VIEW IF EXISTS timeline;
CREATE VIEW runs AS
  SELECT run.number, run.service, strftime('%Y-%m-%dT%H:%M:%SZ', started / 1000000000, 'unixepoch')
           AS started, round((finished - started) / 1e9, 1) AS seconds, reason, coalesced,
         (SELECT group_concat(name || ' ' || generation, ', ')
          FROM model WHERE model.run = run.id AND published) AS went_live,
         failure_why || ': ' || failure_text AS failure,
         (SELECT count(*) FROM warning WHERE warning.run = run.id) AS warnings,
         read, kept, read - kept AS dropped, new_samples, revised, training, purged, holdout
  FROM run ORDER BY run.id;
CREATE VIEW models AS
  SELECT strftime('%Y-%m-%dT%H:%M:%SZ', finished / 1000000000, 'unixepoch') AS at, run.service,
         run.number AS run, name AS model, published, generation, decision, why, metric, challenger,
         champion, floor, rows, units, p_value, alpha, attempt,
         strftime('%Y-%m-%dT%H:%M:%SZ', decidable_from / 1000000000, 'unixepoch')
           AS decidable_from, requirement, slice, deflated_sharpe, trials, overfitting, rivals,
         model.failure_why || ': ' || model.failure_text AS failure, model.kept AS kept_as,
         candidate, by_hand, because, backup, rounds, model.seconds
  FROM model JOIN run ON run.id = model.run ORDER BY model.id;
CREATE VIEW scores AS
  SELECT at, service, run, model, metric, 'challenger' AS whose, challenger AS score
    FROM models WHERE challenger IS NOT NULL
  UNION ALL
  SELECT at, service, run, model, metric, 'champion', champion
    FROM models WHERE champion IS NOT NULL
  UNION ALL
  SELECT at, service, run, model, metric, 'floor', floor FROM models WHERE floor IS NOT NULL;
CREATE VIEW live AS
  SELECT service, name AS model, generation,
         strftime('%Y-%m-%dT%H:%M:%SZ', finished / 1000000000, 'unixepoch') AS since,
         strftime('%Y-%m-%dT%H:%M:%SZ', lead(finished) OVER later / 1000000000, 'unixepoch')
           AS until, number AS run, by_hand, because
  FROM model JOIN run ON run.id = model.run WHERE published
  WINDOW later AS (PARTITION BY service, name ORDER BY finished, model.id)
  ORDER BY finished, model.id;
CREATE VIEW skips AS
  SELECT strftime('%Y-%m-%dT%H:00:00Z', hour * 3600, 'unixepoch') AS hour, service, why, policy,
         times, strftime('%Y-%m-%dT%H:%M:%SZ', first_at / 1000000000, 'unixepoch') AS first,
         strftime('%Y-%m-%dT%H:%M:%SZ', last_at / 1000000000, 'unixepoch') AS last,
         reason AS last_reason, have AS last_have, need AS last_need, unit
  FROM skip ORDER BY skip.hour, skip.last_at;
CREATE VIEW timeline AS
  SELECT strftime('%Y-%m-%dT%H:%M:%SZ', at / 1000000000, 'unixepoch') AS at, service, what, text
  FROM (
    SELECT finished AS at, service,
           CASE WHEN number <> 0 THEN 'run ' || number
                WHEN EXISTS (SELECT 1 FROM model WHERE model.run = run.id AND
                             by_hand = 'recovery') THEN 'recovery'
                ELSE 'by hand' END AS what,
           reason || coalesce('; failed, ' || failure_why || ': ' || failure_text, '') ||
             coalesce((SELECT group_concat('; ' || name || coalesce(' ' || decision || ': ' || why,
               '') ||
               coalesce(' failed, ' || model.failure_why || ': ' || model.failure_text, '') ||
               coalesce(' by ' || by_hand || ', ' || because, '') ||
               iif(published, ', is live, generation ' || generation, ''), '')
               FROM model WHERE model.run = run.id), '') AS text
    FROM run
    UNION ALL
    SELECT last_at, service, 'skip', why ||
             iif(unit = '', '', printf(': %.4g of %.4g %s', have, need, unit)) ||
             iif(policy = '', '', ' (' || policy || ')') || ', ' || times ||
             iif(times = 1, ' time', ' times') || ', last ' || reason
    FROM skip)
  ORDER BY 1;
)sql";

    /// The version of `database`; 0 where it is empty. Throws `error` where it belongs to another
    /// program, or to a later version of this one.
    [[nodiscard]] static std::int64_t version_of(detail::sqlite_connection const& database) {
        auto const owner = detail::sqlite_number(database, "PRAGMA application_id");
        auto const found = detail::sqlite_number(database, "PRAGMA user_version");
        bool const is_empty =
            detail::sqlite_number(database, "SELECT count(*) FROM sqlite_schema") == 0;
        if (owner == 0 && found == 0 && is_empty) return 0;
        auto const refuse = [&](std::string const& because) {
            throw error{failure_reason::store_failed,
                        "can't keep a history in '" + database.file().string() + "': " + because};
        };
        if (owner != application) refuse("it is another program's database; name another file");
        if (found < 1 || found > version)
            refuse("it has schema version " + std::to_string(found) +
                   ", and this program knows 1 to " + std::to_string(version) +
                   "; use the program that wrote it, or name another file");
        return found;
    }

    /// Brings `database` to the present version, in one transaction. Throws as `version_of` does.
    static void migrate(detail::sqlite_connection const& database) {
        detail::in_transaction(database, [&] {
            auto const found = version_of(database);
            if (found == version) return;
            for (auto step = static_cast<std::size_t>(found); step != steps.size(); ++step)
                database.run(steps[step]);
            database.run(views);
            database.run("PRAGMA application_id = " + std::to_string(application) +
                         "; PRAGMA user_version = " + std::to_string(version));
        });
    }
};

}  // namespace retrain
