#include <retrain/history/sqlite_schema.hpp>

#include <retrain/history/history_reader.hpp>
#include <retrain/history/sqlite_history.hpp>

#include <laws/history.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <filesystem>
#include <string>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {
/// Does `statements` to the database `file`, which is made where it is missing.
void run_sql(std::filesystem::path const& file, std::string const& statements) {
    if (!std::filesystem::exists(file)) write_file(file, "");
    detail::sqlite_connection const database{file, detail::sqlite_connection::access::write,
                                             detail::history_patience};
    database.run(statements);
}
std::int64_t number_in(std::filesystem::path const& file, std::string const& query) {
    detail::sqlite_connection const database{file, detail::sqlite_connection::access::read,
                                             detail::history_patience};
    return detail::sqlite_number(database, query);
}
/// A database as the first version of the schema left it, with one run and one skip.
void write_version_1(std::filesystem::path const& file) {
    run_sql(file, sqlite_schema::steps[0]);
    run_sql(file,
            "PRAGMA application_id = 1920234094; PRAGMA user_version = 1;"
            "INSERT INTO run VALUES (1, 3, 'verdict', 'by hand', 0, 5, 7, NULL, NULL,"
            " 10, 9, 1, 0, 0, 4, 0, 6, 1, 2);"
            "INSERT INTO model VALUES (1, 1, 'forest', 1, 7, 'promote', 'first_model', 'log_loss',"
            " 0.5, NULL, 1.0, 2, NULL, NULL, NULL, 0, NULL, NULL, '', 80, 1.5);"
            "INSERT INTO warning VALUES (1, 1, 'careful');"
            "INSERT INTO skip VALUES (0, 'verdict', 'busy', '', 2, 5, 6, 'tick', 0, 0, '')");
}
}  // namespace

TEST_CASE("an earlier version is migrated and keeps its records", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    write_version_1(file);
    CHECK_THROWS_WITH(history_reader{file}, ContainsSubstring("schema version 1 and not 3"));

    sqlite_history{file}.record(laws::full_run());
    CHECK(number_in(file, "PRAGMA user_version") == sqlite_schema::version);
    CHECK(number_in(file, "SELECT count(*) FROM timeline") == 3);
    history_reader const reader{file};
    auto const runs = reader.runs(10);
    REQUIRE(runs.size() == 2);
    CHECK(runs[0].number == 12);
    CHECK(runs[1].number == 3);
    CHECK(runs[1].rows.holdout == 2);
    CHECK(runs[1].warnings == std::vector<std::string>{"careful"});
    REQUIRE(runs[1].models.size() == 1);
    CHECK(runs[1].models[0].rounds == 80);
    REQUIRE(runs[1].models[0].verdict);
    CHECK(runs[1].models[0].verdict->challenger == 0.5);
    CHECK(runs[1].models[0].verdict->units == 0);
    CHECK(!runs[1].models[0].verdict->slice);
    CHECK(reader.skips_between(time_point{}, laws::noon).size() == 1);
}

TEST_CASE("a migration that fails leaves the earlier version as it was", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    write_version_1(file);
    run_sql(file, "ALTER TABLE run ADD COLUMN unfit INTEGER");  // in the way, near the end
    CHECK_THROWS_WITH(sqlite_history{file}.record(laws::full_run()), ContainsSubstring("unfit"));
    CHECK(number_in(file, "PRAGMA user_version") == 1);
    CHECK(number_in(file, "SELECT count(*) FROM pragma_table_info('model') WHERE name = 'units'") ==
          0);
    CHECK(number_in(file, "SELECT count(*) FROM run") == 1);
}

TEST_CASE("a later version is refused and left alone", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    sqlite_history sink{file};
    sink.record(laws::full_run());
    run_sql(file, "PRAGMA user_version = 4");
    CHECK_THROWS_WITH(sink.record(laws::full_run()),
                      ContainsSubstring("it has schema version 4, and this program knows 1 to 3"));
    CHECK_THROWS_WITH(history_reader{file}, ContainsSubstring("use the program that wrote it"));
    CHECK(number_in(file, "SELECT count(*) FROM run") == 1);
}

TEST_CASE("another program's database is refused and left alone", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    run_sql(file, "CREATE TABLE run (id INTEGER)");
    CHECK_THROWS_WITH(sqlite_history{file}.record(laws::full_run()),
                      ContainsSubstring("it is another program's database; name another file"));
    CHECK(number_in(file, "SELECT count(*) FROM sqlite_schema") == 1);
}

TEST_CASE("an empty file becomes a history", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    write_file(file, "");
    sqlite_history{file}.record(laws::full_run());
    CHECK(history_reader{file}.runs(2).size() == 1);
}

TEST_CASE("every view answers", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    sqlite_history sink{file};
    sink.record(laws::full_run());
    sink.record(laws::full_skip());
    CHECK(number_in(file,
                    "SELECT count(*) FROM runs WHERE dropped = 204 AND seconds = 3.3 AND"
                    " started = '2020-01-31T12:34:56Z' AND went_live = 'random_forest 7' AND"
                    " failure = 'store_failed: the disk is full' AND warnings = 1") == 1);
    CHECK(number_in(file, "SELECT count(*) FROM models WHERE at = '2020-01-31T12:34:59Z'") == 2);
    CHECK(number_in(file, "SELECT count(*) FROM scores") == 3);
    CHECK(number_in(file,
                    "SELECT count(*) FROM live WHERE model = 'random_forest' AND"
                    " generation = 7 AND until IS NULL") == 1);
    CHECK(number_in(file,
                    "SELECT count(*) FROM skips WHERE hour = '2020-01-31T12:00:00Z' AND"
                    " times = 1 AND last_need = 24") == 1);
    CHECK(number_in(file,
                    "SELECT count(*) FROM timeline WHERE text = 'interval_not_over: 3.5 of 24"
                    " hours (min_interval), 1 time, last backtest_completed'") == 1);
    run_record act{.service = "verdict", .reason = "paused: the exchange is down"};
    sink.record(act);
    act.models.push_back({.name = "toy",
                          .published = true,
                          .generation = 4,
                          .by_hand = intervention{intervention_kind::recovery, "no record"}});
    sink.record(act);
    CHECK(number_in(file, "SELECT count(*) FROM timeline WHERE what = 'run 12'") == 1);
    CHECK(number_in(file, "SELECT count(*) FROM timeline WHERE what = 'by hand' AND"
                          " text = 'paused: the exchange is down'") == 1);
    CHECK(number_in(file, "SELECT count(*) FROM timeline WHERE what = 'recovery'") == 1);
}
