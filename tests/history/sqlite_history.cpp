#include <retrain/history/sqlite_history.hpp>

#include <retrain/history/history_reader.hpp>

#include <history/processes.hpp>
#include <laws/history.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

static_assert(HistorySink<sqlite_history> && requirement::HistoryRecordsSkips<sqlite_history>);
static_assert(sqlite_history::reads.front() == "logs_directory");

namespace {
/// The runs in `file` as text, the oldest first.
std::string runs_in(std::filesystem::path const& file) {
    if (!std::filesystem::exists(file)) return {};
    std::string text;
    auto const runs = history_reader{file}.runs(1000);
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        text += std::to_string(run->number) + ' ' + run->service + ' ' + run->reason;
        for (auto const& model : run->models) text += ' ' + model.name + ' ' + model.backup;
        for (auto const& warning : run->warnings) text += ' ' + warning;
        text += '\n';
    }
    return text;
}
bool is_sound(std::filesystem::path const& file) { return detail::is_sound(file); }

/// Overwrites bytes from `place` on.
void damage(std::filesystem::path const& file, std::streamoff place) {
    std::fstream{file, std::ios::in | std::ios::out | std::ios::binary}.seekp(place)
        << std::string(4096, '\x5a');
}
run_record numbered_run(std::size_t number) {
    auto run = laws::full_run();
    run.number = number;
    return run;
}
}  // namespace

TEST_CASE("sqlite_history obeys the laws of sinks", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    CHECK(laws::takes_anything(sink));
    CHECK(laws::only_appends(sink, [&] { return runs_in(sink.file()); }));
    CHECK(is_sound(sink.file()));
}

TEST_CASE("sqlite_history records in the logs directory", "[history]") {
    scratch_directory const folder;
    settings values;
    values.logs_directory = folder / "deep/logs";
    auto sink = sqlite_history::from_settings(values);
    CHECK(sink.file() == folder / "deep/logs/retraining_history.sqlite");
    sink.record(laws::full_run());
    CHECK(history_reader{sink.file()}.runs(9).size() == 1);
}

TEST_CASE("a history is written ahead, and is one file between records", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    sink.record(laws::full_run());
    CHECK(!std::filesystem::exists(folder / "history.sqlite-wal"));
    CHECK(!std::filesystem::exists(folder / "history.sqlite-shm"));
    auto const database = detail::open_history(sink.file());
    detail::sqlite_statement mode{database, "PRAGMA journal_mode"};
    std::string name;
    REQUIRE(mode.step());
    mode >> name;
    CHECK(name == "wal");
    CHECK(detail::sqlite_number(database, "PRAGMA synchronous") == 2);  // full
}

TEST_CASE("a history is made with the rights that the umask leaves", "[history]") {
    scratch_directory const folder;
    for (auto const& [mask, rights] : {std::pair{002U, 0664U}, {077U, 0600U}}) {
        auto const file = folder / (std::to_string(mask) + ".sqlite");
        auto const before = ::umask(mask);
        sqlite_history{file}.record(laws::full_run());
        ::umask(before);
        CHECK(std::filesystem::status(file).permissions() == std::filesystem::perms{rights});
    }
}

TEST_CASE("nothing is recorded through a symbolic link", "[history]") {
    scratch_directory const folder;
    sqlite_history{folder / "real.sqlite"}.record(laws::full_run());
    for (auto const* const target : {"real.sqlite", "new.sqlite"}) {
        std::filesystem::remove(folder / "history.sqlite");
        std::filesystem::create_symlink(folder / target, folder / "history.sqlite");
        CHECK_THROWS_WITH(sqlite_history{folder / "history.sqlite"}.record(laws::full_run()),
                          ContainsSubstring("a symbolic link stands"));
    }
    CHECK(history_reader{folder / "real.sqlite"}.runs(9).size() == 1);
    CHECK(!std::filesystem::exists(folder / "new.sqlite"));
    // A link to a folder is the owner's way of saying where logs go.
    std::filesystem::create_directories(folder / "elsewhere");
    std::filesystem::create_directory_symlink(folder / "elsewhere", folder / "logs");
    sqlite_history{folder / "logs/history.sqlite"}.record(laws::full_run());
    CHECK(history_reader{folder / "elsewhere/history.sqlite"}.runs(9).size() == 1);
}

TEST_CASE("a history that can't be written is an error with its path", "[history]") {
    scratch_directory const folder;
    auto const refuses = [](std::filesystem::path const& file) {
        sqlite_history sink{file};
        try {
            sink.record(laws::full_run());
        } catch (error const& problem) {
            CHECK(problem.why() == failure_reason::store_failed);
            return std::string{problem.what()}.find(file.string()) != std::string::npos;
        }
        return false;
    };
    std::filesystem::create_directories(folder / "folder.sqlite");
    CHECK(refuses(folder / "folder.sqlite"));
    write_file(folder / "file", "");
    CHECK_THROWS_AS(sqlite_history{folder / "file/history.sqlite"}.record(laws::full_run()), error);
    sqlite_history{folder / "history.sqlite"}.record(laws::full_run());
    detail::connect_history(folder / "history.sqlite").run("DROP TABLE warning");
    CHECK(refuses(folder / "history.sqlite"));
    CHECK(history_reader{folder / "history.sqlite"}.skips_between(not_yet, laws::noon).empty());
}

TEST_CASE("a damaged history is kept aside and a new one begun", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    sqlite_history sink{file};
    for (std::size_t i = 1; i <= 30; ++i) sink.record(numbered_run(i));
    SECTION("its beginning is gone") { damage(file, 0); }
    SECTION("its schema is gone") { damage(file, 120); }
    SECTION("it was something else") { write_file(file, "a,b\n1,2\n and more of that\n"); }
    std::string const damaged = read_file(file);

    CHECK_THROWS_WITH(sink.record(numbered_run(31)), ContainsSubstring("history.sqlite.damaged-1"));
    CHECK(read_file(folder / "history.sqlite.damaged-1") == damaged);
    sink.record(numbered_run(32));
    auto const runs = history_reader{file}.runs(99);
    REQUIRE(runs.size() == 2);  // nothing was lost: the error came after the record
    CHECK(runs[0].number == 32);
    CHECK(runs[1].number == 31);

    damage(file, 0);
    CHECK_THROWS_WITH(sink.record(numbered_run(33)), ContainsSubstring("history.sqlite.damaged-2"));
    CHECK(read_file(folder / "history.sqlite.damaged-1") == damaged);
}

TEST_CASE("a damaged history takes its log along", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    write_file(file, "no database at all, but long enough to look at");
    write_file(folder / "history.sqlite-wal", "its log");
    CHECK_THROWS_AS(sqlite_history{file}.record(laws::full_run()), error);
    CHECK(history_reader{file}.runs(9).size() == 1);
    CHECK(std::filesystem::exists(folder / "history.sqlite.damaged-1"));
}

TEST_CASE("a history that another program keeps locked is an error that says so", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    sqlite_history{file}.record(numbered_run(1));
    auto const holder = detail::connect_history(file);
    holder.run("BEGIN IMMEDIATE");
    detail::sqlite_connection const other{file, detail::sqlite_connection::access::write,
                                          std::chrono::milliseconds{1}};
    bool entered = false;
    CHECK_THROWS_WITH(detail::in_transaction(other, [&] { entered = true; }),
                      ContainsSubstring("another program keeps it locked"));
    CHECK(!entered);
    CHECK(history_reader{file}.runs(9).size() == 1);  // reading needs no turn
}

TEST_CASE("what fails in a transaction leaves nothing behind", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    sqlite_history{file}.record(numbered_run(1));
    auto const database = detail::connect_history(file);
    CHECK_THROWS_AS(detail::in_transaction(database,
                                           [&] {
                                               database.run("DELETE FROM run");
                                               database.run("DELETE FROM nothing");
                                           }),
                    error);
    CHECK(detail::sqlite_number(database, "SELECT count(*) FROM model") == 2);
    detail::in_transaction(database, [&] { database.run("DELETE FROM run"); });
    CHECK(detail::sqlite_number(database, "SELECT count(*) FROM model") == 0);  // it goes along
    CHECK(detail::sqlite_number(database, "SELECT count(*) FROM warning") == 0);
}

TEST_CASE("a record for which there is no room leaves the others whole", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    sqlite_history sink{file};
    sink.record(numbered_run(1));
    process writer{[&] {
        ::signal(SIGXFSZ, SIG_IGN);
        ::rlimit const most{std::filesystem::file_size(file), RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &most);
        auto large = numbered_run(2);
        large.warnings.assign(2000, std::string(1000, 'x'));
        try {
            sink.record(large);
        } catch (error const& problem) {
            if (std::string{problem.what()}.find(file.string()) != std::string::npos) return;
        }
        throw 1;
    }};
    CHECK(writer.succeeded());
    CHECK(is_sound(file));
    CHECK(history_reader{file}.runs(9).size() == 1);
    sink.record(numbered_run(3));
    CHECK(history_reader{file}.runs(9).size() == 2);
}

TEST_CASE("of several processes one keeps a damaged history aside", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    for (std::size_t i = 1; i <= 3; ++i) sqlite_history{file}.record(numbered_run(i));
    damage(file, 0);
    {
        std::vector<process> writers;
        for (std::size_t writer = 0; writer != 3; ++writer)
            writers.emplace_back([&] {
                sqlite_history sink{file};
                for (std::size_t i = 0; i != 3; ++i) try {
                        sink.record(numbered_run(i));
                    } catch (error const&) {
                    }
            });
        for (auto& writer : writers) CHECK(writer.succeeded());
    }
    CHECK(history_reader{file}.runs(99).size() == 9);
    CHECK(std::filesystem::exists(folder / "history.sqlite.damaged-1"));
    CHECK(!std::filesystem::exists(folder / "history.sqlite.damaged-2"));
}

TEST_CASE("processes record into one history at once", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "logs/history.sqlite";
    constexpr std::size_t each = 15;
    {
        std::vector<process> writers;
        for (std::size_t writer = 0; writer != 3; ++writer)
            writers.emplace_back([&, writer] {
                sqlite_history sink{file};
                for (std::size_t i = 0; i != each; ++i) {
                    sink.record(numbered_run(writer * each + i));
                    sink.record(laws::full_skip());
                }
            });
        for (auto& writer : writers) CHECK(writer.succeeded());
    }
    history_reader const reader{file};
    std::vector<bool> seen(3 * each);
    auto const runs = reader.runs(1000);
    CHECK(runs.size() == seen.size());
    for (auto const& run : runs) {
        seen.at(run.number) = true;
        CHECK(run.models.size() == 2);
        CHECK(run.warnings.size() == 1);
    }
    CHECK(seen == std::vector<bool>(3 * each, true));
    auto const skips = reader.skips_between(not_yet, time_point::max());
    REQUIRE(skips.size() == 1);
    CHECK(skips[0].times == 3 * each);
    CHECK(is_sound(file));
}

TEST_CASE("a record of many skips counts them all, up to the last", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    sqlite_history sink{file};
    auto flood = laws::full_skip();
    flood.times = 1'000;
    flood.last_at = flood.at + std::chrono::minutes{20};
    sink.record(flood);
    sink.record(laws::full_skip());
    auto const skips = history_reader{file}.skips_between(not_yet, time_point::max());
    REQUIRE(skips.size() == 1);
    CHECK(skips[0].times == 1'001);
    CHECK(skips[0].first == flood.at);
    CHECK(skips[0].last == flood.last_at);
}

TEST_CASE("threads record and read at once", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    sqlite_history{file}.record(numbered_run(0));
    {
        std::vector<std::jthread> threads;
        for (std::size_t writer = 0; writer != 2; ++writer)
            threads.emplace_back([&file] {
                sqlite_history sink{file};
                for (std::size_t i = 0; i != 10; ++i) sink.record(numbered_run(i));
            });
        history_reader const reader{file};
        std::size_t before = 0;
        for (int i = 0; i != 20; ++i) {
            auto const runs = reader.runs(1000);
            CHECK(runs.size() >= before);
            for (auto const& run : runs) CHECK(run.models.size() == 2);
            before = runs.size();
        }
    }
    CHECK(history_reader{file}.runs(1000).size() == 21);
}

TEST_CASE("a process that is killed while it records leaves whole records", "[history]") {
    scratch_directory const folder;
    auto const file = folder / "history.sqlite";
    shared_count const recorded;
    std::size_t before = 0;
    for (int round = 0; round != 25; ++round) {
        *recorded = 0;
        process writer{[&] {
            sqlite_history sink{file};
            for (std::size_t i = 0;; ++i) {
                sink.record(numbered_run(i));
                ++*recorded;
            }
        }};
        // At any moment of the start, and after some records.
        if (round % 2 == 0)
            for (int look = 0; look != 60'000 && *recorded < 3; ++look)
                std::this_thread::sleep_for(std::chrono::milliseconds{1});
        std::this_thread::sleep_for(std::chrono::milliseconds{3 + 3 * round});
        writer.kill();
        std::size_t const promised = *recorded;
        if (round % 2 == 0) CHECK(promised >= 3);
        if (!std::filesystem::exists(file) || std::filesystem::file_size(file) == 0) {
            CHECK(before + promised == 0);
            continue;
        }
        sqlite_history{file}.record(laws::full_run());  // as the next start of the service does
        auto const runs = history_reader{file}.runs(100'000);
        CHECK(runs.size() > before + promised);
        before = runs.size();
        for (auto const& run : runs) {
            CHECK(run.models.size() == 2);
            CHECK(run.warnings.size() == 1);
        }
        CHECK(is_sound(file));
    }
    CHECK(!std::filesystem::exists(folder / "history.sqlite.damaged-1"));
}

TEST_CASE("sqlite_history records what it lacks, once", "[history]") {
    scratch_directory const folder;
    sqlite_history sink{folder / "history.sqlite"};
    CHECK(laws::completes(sink));
}
