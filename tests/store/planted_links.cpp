// Every place where the library makes or replaces a file, with a symbolic link planted there first:
// what the link points to is neither written nor made, and nothing is removed there.
#include <retrain/backup/timestamped_backup.hpp>
#include <retrain/history/jsonl_history.hpp>
#include <retrain/history/text_history.hpp>
#include <retrain/ledger/file_ledger.hpp>
#include <retrain/store/file_store.hpp>
#ifdef RETRAIN_TEST_SQLITE
#include <retrain/history/sqlite_history.hpp>
#endif

#include <laws/history.hpp>
#include <laws/store.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace retrain;
using namespace std::chrono_literals;
using laws::winner;
using testing::scratch_directory;
namespace fs = std::filesystem;

namespace {

/// Work in a directory that `prepare` made.
struct work {
    char const* name;
    std::function<void(fs::path const&)> prepare;
    std::function<void(fs::path const&)> act;
};

void keep_candidate(fs::path const& models) {
    kept_candidate waits;
    waits.state = candidate_state::waiting;
    auto const bytes = laws::bytes_of("candidate"), judge = laws::bytes_of("judge");
    file_store{models, 1}.keep({"risk", "txt", bytes, judge, waits});
}
void publish_two(fs::path const& models) {
    file_store store{models, 1};
    store.publish(winner{"one", "judge", 0}.named("risk"));
    store.publish(winner{"two", "judge", 1}.named("risk"));
}
ledger_state with_rows(std::size_t rows) {
    ledger_state state{.attempts = rows};
    for (std::size_t n = 0; n < rows; ++n) state.seen.push_back({n, rows});
    return state;
}
template <class History>
void fill(History history) {
    for (int n = 0; n < 4; ++n) history.record(laws::full_run());
}
void back_up(fs::path const& models, retrain::time_point now) {
    auto const live = file_store{models}.find("risk");
    if (live)
        (void)timestamped_backup<keep_last<1>>{}.preserve(
            {models, live->name, live->extension, live->champion, now});
}
void nothing(fs::path const&) {}

std::vector<work> works() {
    std::vector<work> all{
        {"a first publish", nothing,
         [](fs::path const& at) {
             file_store{at}.publish(winner{"one", "judge", 0}.named("risk"));
         }},
        {"a publish that retires a version", publish_two,
         [](fs::path const& at) {
             file_store{at, 1}.publish(winner{"three", "judge", 2}.named("risk"));
         }},
        {"a rollback", publish_two,
         [](fs::path const& at) { file_store{at, 1}.rollback("risk", "why"); }},
        {"a recovery of a damaged manifest",
         [](fs::path const& at) {
             publish_two(at);
             testing::write_file(at / "risk.json", "{");
         },
         [](fs::path const& at) { (void)file_store{at, 1}.recover(); }},
        {"setting aside what is damaged",
         [](fs::path const& at) {
             publish_two(at);
             testing::write_file(at / "risk.json", "{");
             testing::write_file(at / "versions/risk/manifest.json", "{");
         },
         [](fs::path const& at) { (void)file_store{at, 1}.recover(); }},
        {"a first candidate", nothing, keep_candidate},
        {"a candidate after others",
         [](fs::path const& at) {
             for (int n = 0; n < 5; ++n) keep_candidate(at);
         },
         keep_candidate},
        {"a candidate over a damaged list",
         [](fs::path const& at) {
             keep_candidate(at);
             testing::write_file(at / "candidates/risk/candidates.json", "{");
         },
         keep_candidate},
        {"settling a candidate", keep_candidate,
         [](fs::path const& at) { file_store{at}.settle("risk", 1, std::nullopt, ""); }},
        {"the lock of a run", nothing,
         [](fs::path const& at) { (void)file_store{at}.try_lock(); }},
        {"a ledger",
         [](fs::path const& at) { file_ledger{at / "ledger.json"}.save(with_rows(2)); },
         [](fs::path const& at) { file_ledger{at / "ledger.json"}.save(with_rows(3)); }},
        {"a damaged ledger",
         [](fs::path const& at) { testing::write_file(at / "ledger.json", "{"); },
         [](fs::path const& at) { file_ledger{at / "ledger.json"}.save(with_rows(3)); }},
        {"a backup",
         [](fs::path const& at) {
             file_store{at}.publish(winner{"one", "", 0}.named("risk"));
             back_up(at, retrain::time_point{});
         },
         [](fs::path const& at) { back_up(at, retrain::time_point{1h}); }},
        {"a text history that is put aside", nothing,
         [](fs::path const& at) { fill(text_history{at / "history.txt", {1'000, 2}}); }},
        {"a JSON history that is put aside", nothing,
         [](fs::path const& at) { fill(jsonl_history{at / "history.jsonl", {1'000, 2}}); }}};
#ifdef RETRAIN_TEST_SQLITE
    all.push_back({"an SQLite history", nothing,
                   [](fs::path const& at) { fill(sqlite_history{at / "history.sqlite"}); }});
    all.push_back({"a damaged SQLite history",
                   [](fs::path const& at) {
                       testing::write_file(at / "history.sqlite", std::string(5'000, 'x'));
                   },
                   [](fs::path const& at) {
                       try {
                           fill(sqlite_history{at / "history.sqlite"});
                       } catch (error const&) {  // it says that the old one was kept aside
                       }
                   }});
#endif
    return all;
}

/// All that is below `folder`: files with their content.
std::map<std::string, std::string> contents(fs::path const& folder) {
    std::map<std::string, std::string> found;
    for (auto const& entry : fs::recursive_directory_iterator{folder})
        found[entry.path().string()] =
            entry.is_regular_file() ? testing::read_file(entry.path()) : std::string{};
    return found;
}

/// One world for each attempt: a prepared directory, and what is beside it.
struct stage {
    scratch_directory scratch;
    fs::path models = scratch / "models";
    fs::path outside = scratch / "outside";

    explicit stage(work const& what) {
        fs::create_directory(models);
        testing::write_file(outside / "precious", "precious");
        what.prepare(models);
    }
    /// Does the work, which may be refused.
    void act(work const& what) const {
        try {
            what.act(models);
        } catch (error const& refused) {
            CHECK(std::string{refused.what()}.size() > 20);
        }
    }
};

/// The names that a work makes or replaces, and those that it uses on the way, relative to the
/// directory; and its folders.
struct places {
    std::set<fs::path> files;
    std::set<fs::path> folders;
};
places places_of(work const& what) {
    places found;
    stage const at{what};
    auto const look = [&] {
        for (auto const& entry : fs::recursive_directory_iterator{at.models}) {
            auto const path = fs::relative(entry.path().parent_path(), at.models) /
                              entry.path().filename();
            if (entry.is_directory()) {
                found.folders.insert(path);
                continue;
            }
            found.files.insert(path.lexically_normal());
            found.files.insert(detail::temporary_for(path).lexically_normal());
            for (auto const* const beside : {"-wal", "-shm", "-journal"})
                if (path.extension() == ".sqlite")
                    found.files.insert((path.parent_path() / path.filename())
                                           .lexically_normal()
                                           .concat(beside));
        }
    };
    look();
    what.act(at.models);
    look();
    found.files.insert("backups/.copy.tmp");
    return found;
}

}  // namespace

TEST_CASE("nothing is written through a link that stands in the place of a file", "[links]") {
    auto const* const target = GENERATE("precious", "not there");
    for (auto const& work : works()) {
        auto const places = places_of(work);
        CHECK(places.files.size() > 1);
        for (auto const& place : places.files) {
            CAPTURE(work.name, target, place);
            stage const at{work};
            auto const planted = at.models / place;
            if (!fs::exists(planted.parent_path())) fs::create_directories(planted.parent_path());
            fs::remove(planted);
            fs::create_symlink(at.outside / target, planted);
            auto const before = contents(at.outside);
            at.act(work);
            CHECK(contents(at.outside) == before);
        }
    }
}

TEST_CASE("a folder may be a link of the operator's, and no other user's", "[links]") {
    bool const foreign = GENERATE(false, true);
    constexpr ::uid_t somebody = 54321;
    for (auto const& work : works()) {
        for (auto const& folder : places_of(work).folders) {
            CAPTURE(work.name, foreign, folder);
            stage const at{work};
            auto const planted = at.models / folder;
            fs::create_directories(planted.parent_path());
            auto const moved = at.outside / "moved";
            if (fs::exists(planted))
                fs::rename(planted, moved);
            else
                fs::create_directory(moved);
            for (auto const* const name : {"1.txt", "7.judge.txt", "risk_19700101_000000.txt"})
                if (!fs::exists(moved / name)) testing::write_file(moved / name, "a stranger's");
            fs::create_directory_symlink(moved, planted);
            if (foreign && ::lchown(planted.c_str(), somebody, somebody) == -1)
                return;  // only root can give a link away
            auto const before = contents(at.outside);
            at.act(work);
            if (foreign)
                CHECK(contents(at.outside) == before);
            else
                CHECK((fs::is_symlink(planted) || !fs::exists(planted)));  // or set aside
        }
    }
}
