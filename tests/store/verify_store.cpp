#include <retrain/store/verify_store.hpp>

#include <retrain/store/file_store.hpp>

#include <laws/store.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>

using namespace retrain;
using laws::bytes_of;
using laws::winner;
using testing::read_file;
using testing::scratch_directory;
using testing::write_file;
namespace fs = std::filesystem;

namespace {

/// A store with two versions of "risk", a candidate that waits, and a backup of the first version.
struct filled_store {
    scratch_directory scratch;
    fs::path models = scratch / "models";
    file_store store{models};
    fs::path folder = models / "versions/risk";
    fs::path candidates = models / "candidates/risk";

    filled_store() {
        store.publish(winner{"one", "judge one", 0}.named("risk"));
        store.publish(winner{"two", "judge two", 1}.named("risk"));
        kept_candidate waits;
        waits.state = candidate_state::waiting;
        store.keep({"risk", "txt", bytes_of("three"), bytes_of("judge three"), waits});
        write_file(models / "backups/risk_20200101_000000.txt", "one");
        write_file(models / "ledger.json", "somebody else's");
        (void)store.try_lock();
    }

    [[nodiscard]] store_report verified() const { return verify_store(models); }
};

std::optional<store_finding> finding_of(store_report const& report, fs::path const& path) {
    auto const found = std::ranges::find(report.findings, path, &store_finding::path);
    if (found == report.findings.end()) return std::nullopt;
    return *found;
}

void flip_byte(fs::path const& file) {
    auto text = read_file(file);
    text[text.size() / 2] = static_cast<char>(text[text.size() / 2] ^ 4);
    write_file(file, text);
}

}  // namespace

TEST_CASE("a store in order is found in order, file by file", "[store]") {
    filled_store const at;
    auto const report = at.verified();
    CHECK(report.findings.empty());
    CHECK(report.sound());
    // the manifest and its copy, four files of versions, the list and two of a candidate, a backup
    CHECK(report.files == 10);
    CHECK(report.unsealed_backups == 0);
    CHECK(verify_store(at.scratch / "nothing").files == 0);
}

TEST_CASE("a file that is not what its manifest names is found", "[store]") {
    filled_store const at;
    struct place {
        fs::path file;
        std::string advice;
    };
    place const live{at.folder / "2.txt", "roll back to version 1"};
    place const judge{at.folder / "2.judge.txt", "roll back to version 1"};
    place const older{at.folder / "1.txt", "version 1 can't be gone back to"};
    place const waiting{at.candidates / "1.txt", "decline it"};
    for (auto const& [file, advice] : {live, judge, older, waiting}) {
        auto const whole = read_file(file);
        CAPTURE(file);
        flip_byte(file);
        auto report = at.verified();
        REQUIRE(finding_of(report, file));
        CHECK(finding_of(report, file)->fault == store_fault::damaged);
        CHECK_THAT(finding_of(report, file)->advice, ContainsSubstring(advice));
        CHECK_FALSE(report.sound());

        fs::remove(file);
        report = at.verified();
        REQUIRE(finding_of(report, file));
        CHECK(finding_of(report, file)->fault == store_fault::missing);
        CHECK(report.findings.size() == 1);
        CHECK(report.files == 9);
        CHECK((finding_of(report, file)->advice.find("backups/risk_20200101_000000.txt") !=
               std::string::npos) == (file == older.file));

        write_file(file, whole);
        CHECK(at.verified().sound());
    }
}

TEST_CASE("a damaged manifest is told apart from a damaged copy and from both", "[store]") {
    filled_store const at;
    auto const manifest = at.models / "risk.json";
    auto const copy = at.folder / "manifest.json";
    auto const fault_of = [&](fs::path const& path) {
        auto const found = finding_of(at.verified(), path);
        return found ? std::optional{found->fault} : std::nullopt;
    };
    SECTION("the manifest") {
        flip_byte(manifest);
        CHECK(fault_of(manifest) == store_fault::damaged);
        CHECK_FALSE(fault_of(copy));
        CHECK(at.verified().files == 9);  // what the copy names is whole
    }
    SECTION("no manifest") {
        fs::remove(manifest);
        CHECK(fault_of(manifest) == store_fault::missing);
        CHECK_THAT(finding_of(at.verified(), manifest)->advice, ContainsSubstring(copy.string()));
    }
    SECTION("the copy") {
        flip_byte(copy);
        CHECK(fault_of(copy) == store_fault::damaged);
        CHECK_FALSE(fault_of(manifest));
    }
    SECTION("no copy") {
        fs::remove(copy);
        CHECK(fault_of(copy) == store_fault::missing);
    }
    SECTION("both") {
        flip_byte(manifest);
        flip_byte(copy);
        CHECK(fault_of(manifest) == store_fault::damaged);
        CHECK_THAT(finding_of(at.verified(), manifest)->what,
                   ContainsSubstring("and its copy is no better"));
    }
    SECTION("the list of candidates") {
        flip_byte(at.candidates / "candidates.json");
        CHECK(fault_of(at.candidates / "candidates.json") == store_fault::damaged);
    }
    CHECK_FALSE(at.verified().sound());
}

TEST_CASE("what a killed program left is no loss", "[store]") {
    filled_store at;
    auto const stale = read_file(at.folder / "manifest.json");
    at.store.pin("risk", "hold");
    write_file(at.folder / "manifest.json", stale);
    write_file(at.folder / "3.txt", "half of a publish");
    write_file(at.folder / ".4.txt.tmp", "half");
    write_file(at.models / ".risk.json.tmp", "half");
    write_file(at.models / "backups/.copy.tmp", "half");
    write_file(at.candidates / "9.txt", "of no candidate");
    fs::remove(at.models / "risk.txt");
    auto const report = at.verified();
    CHECK(report.sound());
    CHECK(report.findings.size() == 7);
    CHECK(std::ranges::all_of(report.findings, [](store_finding const& each) {
        return each.fault == store_fault::unfinished;
    }));

    (void)at.store.recover();
    auto const later = at.verified();
    CHECK(finding_of(later, at.models / "risk.txt") == std::nullopt);
    CHECK(finding_of(later, at.folder / "3.txt") == std::nullopt);
}

TEST_CASE("what is nobody's is unknown", "[store]") {
    filled_store const at;
    write_file(at.models / "notes.txt", "mine");
    write_file(at.models / "risk.bak", "mine");
    write_file(at.models / "risk.json.damaged-1", "kept");
    write_file(at.folder / "README", "mine");
    write_file(at.models / "versions/risk.damaged-1/1.txt", "kept");
    write_file(at.models / "backups/risk_20190101_000000.txt", "of a version long gone");
    auto const report = at.verified();
    CHECK(report.sound());
    CHECK(report.findings.size() == 5);
    CHECK(std::ranges::all_of(report.findings, [](store_finding const& each) {
        return each.fault == store_fault::unknown;
    }));
    CHECK(report.unsealed_backups == 1);
    CHECK_THAT(finding_of(report, at.models / "risk.json.damaged-1")->what,
               ContainsSubstring("repair"));
}

TEST_CASE("a backup that can be no copy is damaged", "[store]") {
    filled_store const at;
    write_file(at.models / "backups/risk_20200101_000000.txt", "");
    CHECK_FALSE(at.verified().sound());
}

TEST_CASE("a manifest can't lead the check out of its directory", "[store]") {
    filled_store const at;
    write_file(at.scratch / "outside.txt", "three");
    auto const list = at.candidates / "candidates.json";
    auto known = detail::candidates_from_json(read_file(list), "test");
    known.kept.front().live.file = "../outside.txt";
    write_file(list, detail::candidates_to_json(known));
    CHECK_FALSE(at.verified().sound());
}

TEST_CASE("a store that is published to meanwhile is found sound", "[store]") {
    filled_store at;
    std::atomic<bool> stop{false};
    std::jthread const publisher{[&, store = file_store{at.models, 2}]() mutable {
        auto generation = store.find("risk")->generation;
        while (!stop)
            generation = store.publish(winner{std::to_string(generation), "judge", generation}
                                           .named("risk"))
                             .generation;
    }};
    bool sound = true;
    for (int i = 0; i != 20; ++i) sound = sound && at.verified().sound();
    stop = true;
    CHECK(sound);
}
