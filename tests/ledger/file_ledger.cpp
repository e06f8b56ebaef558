#include <retrain/ledger/file_ledger.hpp>

#include <laws/ledger.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace retrain;
using laws::same;
using testing::read_file;
using testing::scratch_directory;
using testing::write_file;
namespace fs = std::filesystem;

static_assert(Ledger<file_ledger>);

namespace {

std::set<std::string> files_in(fs::path const& folder) {
    std::set<std::string> names;
    for (auto const& entry : fs::directory_iterator{folder})
        names.insert(entry.path().filename().string());
    return names;
}

fs::path seen_file(fs::path const& folder) {
    for (auto const& name : files_in(folder))
        if (name.ends_with(".seen")) return folder / name;
    FAIL("no seen file");
    return {};
}

std::string refusal_of(file_ledger& ledger) {
    try {
        (void)ledger.load();
    } catch (error const& refused) {
        CHECK(refused.why() == failure_reason::store_failed);
        return refused.what();
    }
    return "";
}

ledger_state with_rows(std::size_t count) {
    ledger_state state{.attempts = count};
    for (std::size_t n = 0; n < count; ++n) state.seen.push_back({n, count});
    return state;
}

}  // namespace

TEST_CASE("a file ledger keeps the laws of ledgers", "[ledger]") {
    scratch_directory const scratch;
    file_ledger ledger{scratch / "a/b/ledger.json"};
    CHECK(laws::starts_empty(ledger));
    CHECK_FALSE(fs::exists(scratch / "a"));
    CHECK(laws::keeps_what_was_saved(ledger));
    CHECK(ledger.warning().empty());
}

TEST_CASE("a file ledger comes from the settings", "[ledger]") {
    settings from;
    from.models_directory = "elsewhere";
    CHECK(file_ledger::from_settings(from).file() == "elsewhere/ledger.json");
    CHECK(file_ledger::reads.front() == "models_directory");
    CHECK_THROWS_AS(file_ledger{"models/"}, error);
    CHECK_THROWS_AS(file_ledger{""}, error);
}

TEST_CASE("a restarted program finds what was saved", "[ledger]") {
    scratch_directory const scratch;
    file_ledger{scratch / "ledger.json"}.save(laws::full_state());
    CHECK(same(file_ledger{scratch / "ledger.json"}.load(), laws::full_state()));
    auto const document = nlohmann::json::parse(read_file(scratch / "ledger.json"));
    CHECK(document["content"]["last_run"] == "2020-03-02T14:30:00.123456789Z");
    CHECK(document["content"]["skips"]["busy"] == 4);
    CHECK_FALSE(document["content"].contains("seen_rows"));
}

TEST_CASE("seen rows are written when they changed, and only then", "[ledger]") {
    scratch_directory const scratch;
    file_ledger ledger{scratch / "ledger.json"};
    auto state = with_rows(1000);
    ledger.save(state);
    auto const file = seen_file(scratch.path());
    CHECK(fs::file_size(file) == 16 + 16 * 1000);
    fs::create_hard_link(file, scratch / "witness");  // the same file as long as it is not replaced

    ++state.attempts;
    ledger.save(state);
    CHECK(seen_file(scratch.path()) == file);
    CHECK(fs::hard_link_count(file) == 2);
    CHECK(same(ledger.load(), state));

    state.seen.back().contents = 7;
    ledger.save(state);
    CHECK(seen_file(scratch.path()) != file);
    CHECK_FALSE(fs::exists(file));
    CHECK(same(ledger.load(), state));
    CHECK(files_in(scratch.path()) ==
          std::set<std::string>{".ledger.json.lock", "ledger.json", "witness",
                                seen_file(scratch.path()).filename().string()});
}

TEST_CASE("ledgers in one directory do not touch each other's files", "[ledger]") {
    scratch_directory const scratch;
    file_ledger first{scratch / "ledger.json"};
    file_ledger second{scratch / "ledger.b.json"};
    first.save(with_rows(3));
    second.save(with_rows(4));
    first.save(with_rows(5));
    second.save(with_rows(6));
    CHECK(same(first.load(), with_rows(5)));
    CHECK(same(second.load(), with_rows(6)));
}

TEST_CASE("no changed byte of a ledger goes unnoticed, and the damaged one is kept", "[ledger]") {
    scratch_directory const scratch;
    auto const file = scratch / "ledger.json";
    file_ledger ledger{file};
    ledger.save(laws::full_state());
    auto const text = read_file(file);
    std::string sentence;
    for (std::size_t place = 0; place < text.size(); ++place) {
        auto damaged = text;
        damaged[place] = static_cast<char>(damaged[place] ^ 1);
        write_file(file, damaged);
        sentence = refusal_of(ledger);
        if (sentence.empty()) FAIL(damaged);
    }
    CHECK_THAT(sentence, ContainsSubstring(file.string() + "' is damaged") &&
                             ContainsSubstring("the next save keeps it as '" + file.string() +
                                               ".damaged-1'"));
    auto const damaged = read_file(file);

    ledger.save(with_rows(2));
    CHECK(read_file(scratch / "ledger.json.damaged-1") == damaged);
    CHECK(same(ledger.load(), with_rows(2)));

    write_file(file, "");
    CHECK_THAT(refusal_of(ledger), ContainsSubstring("damaged-2"));
    ledger.save(with_rows(3));
    CHECK(fs::exists(scratch / "ledger.json.damaged-2"));
    CHECK(same(ledger.load(), with_rows(3)));
}

TEST_CASE("lost seen rows do not take the rest along", "[ledger]") {
    scratch_directory const scratch;
    file_ledger ledger{scratch / "ledger.json"};
    ledger.save(laws::full_state());
    auto const file = seen_file(scratch.path());
    auto const bytes = read_file(file);
    SECTION("missing") { fs::remove(file); }
    SECTION("cut") { write_file(file, bytes.substr(0, 20)); }
    SECTION("longer") { write_file(file, bytes + "x"); }
    SECTION("a changed byte") {
        auto damaged = bytes;
        damaged[30] = static_cast<char>(damaged[30] ^ 1);
        write_file(file, damaged);
    }
    auto expected = laws::full_state();
    expected.seen.clear();
    CHECK(same(ledger.load(), expected));
    CHECK_THAT(ledger.warning(), ContainsSubstring("all rows count as new") &&
                                     ContainsSubstring(file.filename().string()));
    ledger.save(expected);
    CHECK(same(ledger.load(), expected));
    CHECK(ledger.warning().empty());
}

TEST_CASE("an update sees what another process saved", "[ledger]") {
    scratch_directory const scratch;
    file_ledger one{scratch / "ledger.json"};
    file_ledger other{scratch / "ledger.json"};
    static_assert(SharedLedger<file_ledger>);
    CHECK_FALSE(one.changed());
    std::vector<std::optional<ledger_state>> shown;
    auto const add_one = [&](std::optional<ledger_state> theirs) {
        shown.push_back(theirs);
        auto next = theirs ? *theirs : ledger_state{};
        ++next.attempts;
        return next;
    };
    CHECK(one.update(add_one).attempts == 1);
    CHECK_FALSE(shown.back());
    CHECK_FALSE(one.changed());
    CHECK(other.changed());
    CHECK(other.update(add_one).attempts == 2);
    CHECK(shown.back()->attempts == 1);
    CHECK_FALSE(other.changed());
    CHECK(one.changed());
    CHECK(one.load().attempts == 2);
    CHECK_FALSE(one.changed());
    one.save(with_rows(5));
    CHECK_FALSE(one.changed());
    CHECK(other.update(add_one).attempts == 6);
    CHECK(shown.back()->seen == with_rows(5).seen);

    // What is damaged is kept, and what was removed is no news: the book in memory is what there is.
    write_file(scratch / "ledger.json", "torn");
    CHECK(one.update(add_one).attempts == 1);
    CHECK_FALSE(shown.back());
    CHECK(fs::exists(scratch / "ledger.json.damaged-1"));
    fs::remove(scratch / "ledger.json");
    CHECK_FALSE(one.changed());
}

TEST_CASE("no update of many processes is lost", "[ledger]") {
    scratch_directory const scratch;
    std::vector<std::thread> processes;
    for (int process = 0; process < 4; ++process)
        processes.emplace_back([&] {
            file_ledger ledger{scratch / "ledger.json"};
            ledger_state known = ledger.load();
            for (int step = 0; step < 25; ++step)
                known = ledger.update([&](std::optional<ledger_state> theirs) {
                    auto next = theirs ? *theirs : known;
                    ++next.attempts;
                    return next;
                });
        });
    for (auto& process : processes) process.join();
    CHECK(file_ledger{scratch / "ledger.json"}.load().attempts == 100);
}

TEST_CASE("a ledger of a later library is refused and kept", "[ledger]") {
    scratch_directory const scratch;
    file_ledger ledger{scratch / "ledger.json"};
    auto const later = detail::write_document({{"anything", 1}}, 2);
    write_file(scratch / "ledger.json", later);
    CHECK_THAT(refusal_of(ledger), ContainsSubstring("format 2, this program reads up to 1"));
    ledger.save(with_rows(1));
    CHECK(read_file(scratch / "ledger.json.damaged-1") == later);
}

TEST_CASE("a ledger is neither read nor written through a link", "[ledger]") {
    scratch_directory const scratch;
    file_ledger{scratch / "other.json"}.save(with_rows(1));
    auto const other = read_file(scratch / "other.json");
    fs::create_symlink("other.json", scratch / "ledger.json");
    file_ledger ledger{scratch / "ledger.json"};
    CHECK_THAT(refusal_of(ledger), ContainsSubstring("symbolic link"));
    ledger.save(with_rows(2));
    CHECK(read_file(scratch / "other.json") == other);
    CHECK(same(ledger.load(), with_rows(2)));
}

TEST_CASE("a ledger that can't be written says so and keeps the old state", "[ledger]") {
    scratch_directory const scratch;
    file_ledger ledger{scratch / "ledger.json"};
    auto state = with_rows(1);
    ledger.save(state);
    state.skips["not utf-8 \xff"] = 1;
    CHECK_THROWS_AS(ledger.save(state), error);
    CHECK(same(ledger.load(), with_rows(1)));
    write_file(scratch / "file", "");
    CHECK_THROWS_AS(file_ledger{scratch / "file/ledger.json"}.save(state), error);
}

TEST_CASE("a save waits for the save of another process", "[ledger]") {
    scratch_directory const scratch;
    auto const file = scratch / "ledger.json";
    auto other = detail::directory_lock::try_acquire(scratch / ".ledger.json.lock");
    std::atomic<bool> done{false};
    std::jthread const writer{[&] {
        file_ledger{file}.save(with_rows(1));
        done = true;
    }};
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    bool const early = done || fs::exists(file);
    other.unlock();
    CHECK_FALSE(early);
    while (!done) std::this_thread::yield();
    CHECK(same(file_ledger{file}.load(), with_rows(1)));
}

TEST_CASE("a reader gets a whole state while two writers save", "[ledger]") {
    scratch_directory const scratch;
    auto const file = scratch / "ledger.json";
    file_ledger{file}.save(with_rows(0));
    std::atomic<int> writers{2};
    std::atomic<bool> failed{false};
    bool whole = true;
    {
        std::vector<std::jthread> threads;
        for (std::size_t writer = 0; writer < 2; ++writer)
            threads.emplace_back([&, writer] {
                file_ledger own{file};
                try {
                    for (std::size_t n = 0; n < 40; ++n) own.save(with_rows(2 * n + writer));
                } catch (error const&) {
                    failed = true;
                }
                --writers;
            });
        file_ledger reader{file};
        while (writers > 0) {
            auto const state = reader.load();
            whole = whole && reader.warning().empty() && same(state, with_rows(state.attempts));
        }
    }
    CHECK(whole);
    CHECK_FALSE(failed);
    CHECK(files_in(scratch.path()).size() == 3);
}
