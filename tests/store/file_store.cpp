#include <retrain/store/file_store.hpp>

#include <laws/store.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace retrain;
using laws::winner;
using testing::read_file;
using testing::scratch_directory;
using testing::write_file;
namespace fs = std::filesystem;

static_assert(ModelStore<file_store>);

namespace {

std::set<std::string> files_in(fs::path const& folder) {
    std::set<std::string> names;
    for (auto const& entry : fs::directory_iterator{folder})
        names.insert(entry.path().filename().string());
    return names;
}

template <class Action>
failure_reason failure_of(Action action) {
    try {
        action();
    } catch (error const& refused) {
        return refused.why();
    }
    FAIL("nothing was thrown");
    return failure_reason::unexpected;
}

bool tells(std::vector<std::string> const& sentences, std::string_view part) {
    return std::ranges::any_of(sentences, [&](auto const& sentence) {
        return sentence.find(part) != std::string::npos;
    });
}

void flip_byte(fs::path const& file, std::size_t place) {
    auto text = read_file(file);
    text[place] = static_cast<char>(text[place] ^ 4);
    write_file(file, text);
}

/// A store with two versions of "risk": "one" and, live, "two".
struct two_versions {
    scratch_directory scratch;
    file_store store{scratch / "models"};
    fs::path models = scratch / "models";
    fs::path manifest = models / "risk.json";
    fs::path folder = models / "versions/risk";

    two_versions() {
        store.publish(winner{"one", "judge one", 0}.named("risk"));
        store.publish(winner{"two", "judge two", 1}.named("risk"));
    }
};

}  // namespace

TEST_CASE("a file store keeps the laws of stores", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch / "a/b"};
    CHECK(laws::finds_what_it_published(store, "first"));
    CHECK(laws::refuses_the_superseded(store, "second"));
    CHECK(laws::rolls_back(store, "third"));
    CHECK(laws::locks_once(store));
}

TEST_CASE("a file store comes from the settings", "[store]") {
    settings from;
    from.models_directory = "elsewhere";
    CHECK(file_store::from_settings(from).directory() == "elsewhere");
    CHECK(file_store::reads.front() == "models_directory");
    CHECK(failure_of([] { file_store{""}; }) == failure_reason::bad_parameter);
}

TEST_CASE("a published model stands where the layout says", "[store]") {
    two_versions const at;
    CHECK(files_in(at.models) == std::set<std::string>{".commit.lock", "risk.json", "risk.txt",
                                                       "versions"});
    CHECK(files_in(at.folder) == std::set<std::string>{"1.txt", "1.judge.txt", "2.txt",
                                                       "2.judge.txt", "manifest.json"});
    CHECK(fs::read_symlink(at.models / "risk.txt") == "versions/risk/2.txt");
    CHECK(read_file(at.models / "risk.txt") == "two");
    auto const found = at.store.find("risk");
    REQUIRE(found);
    CHECK(found->champion.version == 2);
    CHECK(found->champion.live.file == "versions/risk/2.txt");
    CHECK(found->champion.judge.file == "versions/risk/2.judge.txt");
    CHECK(found->rolled_back_because.empty());
    CHECK(read_file(at.manifest) == manifest_to_json(*found));
}

TEST_CASE("another store of the same directory sees the same", "[store]") {
    two_versions const at;
    file_store other{at.models};
    CHECK(other.find("risk")->generation == 2);
    CHECK(laws::serves(other, *other.find("risk"), "two", "judge two"));
    CHECK_FALSE(other.find("timing"));
}

TEST_CASE("a model that was rolled back is the same file", "[store]") {
    two_versions at;
    auto const before = fs::last_write_time(at.folder / "1.txt");
    auto const back = at.store.rollback("risk", "two is bad");
    CHECK(back.generation == 3);
    CHECK(back.champion.version == 1);
    CHECK(read_file(at.models / "risk.txt") == "one");
    CHECK(fs::read_symlink(at.models / "risk.txt") == "versions/risk/1.txt");
    CHECK(fs::last_write_time(at.folder / "1.txt") == before);

    CHECK(back.pinned_because == "two is bad");
    CHECK(failure_of([&] { at.store.publish(winner{"four", "", 3}.named("risk")); }) ==
          failure_reason::pinned);
    CHECK(read_file(at.models / "risk.txt") == "one");

    CHECK(at.store.unpin("risk").generation == 4);
    auto const next = at.store.publish(winner{"five", "", 4}.named("risk"));
    CHECK(next.champion.version == 5);
    CHECK(next.pinned_because.empty());
    CHECK(next.rolled_back_because.empty());
    REQUIRE(next.previous.size() == 2);
    CHECK(next.previous[0].version == 1);
    CHECK(next.previous[1].version == 2);
    CHECK(at.store.read(next.previous[1].live) == laws::bytes_of("two"));
    CHECK(next.champion.judge.file == "versions/risk/5.txt");
}

TEST_CASE("any kept version can be gone back to", "[store]") {
    two_versions at;
    at.store.publish(winner{"three", "judge three", 2}.named("risk"));
    auto const back = at.store.rollback("risk", "the first was the best", 1);
    CHECK(back.champion.version == 1);
    CHECK(laws::serves(at.store, back, "one", "judge one"));
    REQUIRE(back.previous.size() == 2);
    CHECK(back.previous[0].version == 3);
    CHECK(back.previous[1].version == 2);
    try {
        at.store.rollback("risk", "there is none", 9);
        FAIL("there is no version 9");
    } catch (error const& refused) {
        CHECK_THAT(refused.what(), ContainsSubstring("no version 9 of 'risk'"));
        CHECK_THAT(refused.what(), ContainsSubstring("it keeps 3, 2"));
    }
    CHECK(at.store.rollback("risk", "", 1 + 1).champion.version == 2);
}

TEST_CASE("a pin supersedes the publish that is under way", "[store]") {
    two_versions at;
    CHECK(at.store.pin("risk", "holidays").generation == 3);
    CHECK(at.store.find("risk")->pinned_because == "holidays");
    CHECK(failure_of([&] { at.store.publish(winner{"x", "", 2}.named("risk")); }) ==
          failure_reason::superseded);
    CHECK(failure_of([&] { at.store.publish(winner{"x", "", 3}.named("risk")); }) ==
          failure_reason::pinned);
    CHECK(failure_of([&] { at.store.pin("other", ""); }) == failure_reason::store_failed);
}

TEST_CASE("old versions give way to the bound on bytes, the one before the champion does not",
          "[store]") {
    scratch_directory const scratch;
    file_store store{scratch / "models", 10, 5'000};
    std::string const kilobyte(1'000, 'x');
    for (std::uint64_t n = 0; n < 8; ++n)
        store.publish(winner{kilobyte, "", n}.named("risk"));
    CHECK(store.find("risk")->previous.size() == 4);  // and the champion
    store.publish(winner{std::string(9'000, 'y'), "", 8}.named("risk"));
    CHECK(store.find("risk")->previous.size() == 1);
    CHECK(files_in(scratch / "models/versions/risk") ==
          std::set<std::string>{"8.txt", "9.txt", "manifest.json"});
}

TEST_CASE("there has to be something to go back to", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch / "models"};
    CHECK(failure_of([&] { store.rollback("risk", ""); }) == failure_reason::store_failed);
    store.publish(winner{"one", "", 0}.named("risk"));
    CHECK(failure_of([&] { store.rollback("risk", ""); }) == failure_reason::store_failed);
    CHECK(store.find("risk")->generation == 1);
}

TEST_CASE("nobody goes back to a damaged model", "[store]") {
    auto const* const damaged = GENERATE("1.txt", "1.judge.txt");
    two_versions at;
    flip_byte(at.folder / damaged, 0);
    CHECK(failure_of([&] { at.store.rollback("risk", ""); }) == failure_reason::corrupt_model);
    CHECK(at.store.find("risk")->generation == 2);
    CHECK(read_file(at.models / "risk.txt") == "two");
}

TEST_CASE("a store keeps so many versions, and never loses those that count", "[store]") {
    std::size_t const keep = GENERATE(0u, 1u, 3u, 10u);
    scratch_directory const scratch;
    file_store store{scratch.path(), keep};
    for (std::uint64_t n = 0; n < 15; ++n)
        store.publish(winner{"live " + std::to_string(n + 1), "judge", n}.named("risk"));
    auto const found = *store.find("risk");
    CHECK(found.previous.size() == std::max<std::size_t>(keep, 1));
    CHECK(laws::serves(store, found, "live 15", "judge"));
    for (auto const& version : found.previous) {
        CHECK(store.read(version.live) ==
              laws::bytes_of("live " + std::to_string(version.version)));
        CHECK(store.read(version.judge) == laws::bytes_of("judge"));
    }
    CHECK(files_in(scratch / "versions/risk").size() == 2 * (found.previous.size() + 1) + 1);
    CHECK(store.rollback("risk", "").champion.version == 14);
}

TEST_CASE("no changed byte of a model goes unnoticed", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    std::string const model = "a small model\n\0 of some bytes";
    auto const live = store.publish(winner{model, "", 0}.named("risk")).champion.live;
    auto const file = scratch / live.file;
    for (std::size_t place = 0; place < model.size(); ++place) {
        flip_byte(file, place);
        CHECK(failure_of([&] { (void)store.read(live); }) == failure_reason::corrupt_model);
        write_file(file, model.substr(0, place));
        CHECK(failure_of([&] { (void)store.read(live); }) == failure_reason::corrupt_model);
        write_file(file, model);
    }
    write_file(file, model + "x");
    CHECK(failure_of([&] { (void)store.read(live); }) == failure_reason::corrupt_model);
    write_file(file, model);
    CHECK(store.read(live) == laws::bytes_of(model));

    fs::remove(file);
    CHECK(failure_of([&] { (void)store.read(live); }) == failure_reason::corrupt_model);
    write_file(scratch / "same", model);
    fs::create_symlink(scratch / "same", file);
    CHECK(failure_of([&] { (void)store.read(live); }) == failure_reason::corrupt_model);
    fs::remove(file);
    fs::create_directory(file);
    CHECK(failure_of([&] { (void)store.read(live); }) == failure_reason::corrupt_model);
}

TEST_CASE("nothing outside of the directory is read", "[store]") {
    scratch_directory const scratch;
    write_file(scratch / "secret", "secret");
    file_store const store{scratch / "models"};
    fs::create_directories(scratch / "models/versions");
    auto seal = detail::seal_of("", laws::bytes_of("secret"));
    for (std::string const& file :
         {std::string{"../secret"}, std::string{"versions/../../secret"},
          (scratch / "secret").string(), std::string{""}, std::string{".."},
          std::string{"versions/"}, std::string{"../secret\0x", 11}}) {
        seal.file = file;
        CHECK(failure_of([&] { (void)store.read(seal); }) == failure_reason::corrupt_model);
    }
}

TEST_CASE("a manifest can't lead out of the directory, though its SHA-256 is right", "[store]") {
    two_versions at;
    auto const whole = *at.store.find("risk");
    auto const rejects = [&](auto change) {
        auto forged = whole;
        change(forged);
        write_file(at.manifest, manifest_to_json(forged));
        write_file(at.folder / "manifest.json", manifest_to_json(forged));
        CHECK(failure_of([&] { (void)at.store.find("risk"); }) == failure_reason::corrupt_model);
    };
    for (auto const* extension : {"", "../x", "txt/../../x", "/x", "json", "t\nt"})
        rejects([&](model_manifest& m) { m.extension = extension; });
    for (auto const* file : {"", "1.txt", "../risk.txt", "versions/risk/../1.txt", "/etc/passwd",
                             "versions/other/1.txt", "versions/risk/1.txt/x",
                             "versions/risk/.1.txt.tmp"}) {
        rejects([&](model_manifest& m) { m.champion.live.file = file; });
        rejects([&](model_manifest& m) { m.champion.judge.file = file; });
        rejects([&](model_manifest& m) { m.previous.at(0).live.file = file; });
    }
    CHECK(tells(at.store.recover(), "were kept as"));
    CHECK(files_in(at.scratch.path()) == std::set<std::string>{"models"});
    CHECK(at.store.publish(winner{"x", "", 0}.named("risk")).generation == 1);
}

TEST_CASE("thousands of changed model files are all refused", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    std::mt19937 random{3};
    std::string model(20'000, ' ');
    for (char& c : model) c = static_cast<char>(random() % 256);
    auto const live = store.publish(winner{model, "", 0}.named("risk")).champion.live;
    std::size_t refused = 0;
    constexpr std::size_t files = 3'000;
    for (std::size_t i = 0; i < files; ++i) {
        std::string changed = model;
        auto& first = changed[random() % changed.size()];
        first = static_cast<char>(first ^ (1 << (random() % 8)));
        for (auto more = random() % 3; more > 0; --more)
            changed[random() % changed.size()] = static_cast<char>(random() % 256);
        write_file(scratch / live.file, changed);
        try {
            (void)store.read(live);
        } catch (error const& damage) {
            refused += damage.why() == failure_reason::corrupt_model ? 1U : 0U;
        }
    }
    CHECK(refused == files);
}

TEST_CASE("names that are none are refused before anything is touched", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch / "models"};
    for (std::string const& name :
         {std::string{""}, std::string{"."}, std::string{".."}, std::string{"../x"},
          std::string{"a/b"}, std::string{"a.b"}, std::string{"a b"}, std::string{"a\nb"},
          std::string{"\xc3\xa4"}, std::string(101, 'a'), std::string{"a\0b", 3},
          std::string{"ledger"}}) {
        CHECK(failure_of([&] { (void)store.find(name); }) == failure_reason::bad_parameter);
        CHECK(failure_of([&] { store.rollback(name, ""); }) == failure_reason::bad_parameter);
        CHECK(failure_of([&] { store.publish(winner{"x", "", 0}.named(name)); }) ==
              failure_reason::bad_parameter);
    }
    for (auto const* extension : {"", "json", "tmp", "a.b", "../x", "a/b"}) {
        winner const model{"x", "", 0};
        auto publication = model.named("risk");
        publication.extension = extension;
        CHECK(failure_of([&] { store.publish(publication); }) == failure_reason::bad_parameter);
    }
    CHECK_FALSE(fs::exists(scratch / "models"));
}

TEST_CASE("models whose names begin alike do not touch each other", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path(), 1};
    for (auto const* name : {"risk", "risk-1", "risk_1", "r"})
        store.publish(winner{name, "", 0}.named(name));
    for (std::uint64_t n = 1; n < 4; ++n) store.publish(winner{"r", "", n}.named("r"));
    for (auto const* name : {"risk", "risk-1", "risk_1", "r"})
        CHECK(read_file(scratch / (std::string{name} + ".txt")) == name);
    CHECK(store.recover().empty());
}

TEST_CASE("a model may change its extension", "[store]") {
    two_versions at;
    winner const other{"three", "judge three", 2};
    auto publication = other.named("risk");
    publication.extension = "ubj";
    CHECK(at.store.publish(publication).extension == "ubj");
    CHECK(read_file(at.models / "risk.ubj") == "three");
    CHECK_FALSE(fs::exists(fs::symlink_status(at.models / "risk.txt")));

    CHECK(at.store.rollback("risk", "").extension == "txt");
    CHECK(read_file(at.models / "risk.txt") == "two");
    CHECK_FALSE(fs::exists(fs::symlink_status(at.models / "risk.ubj")));
}

TEST_CASE("the run lock is no hindrance to publishing", "[store]") {
    two_versions at;
    auto const run = at.store.try_lock();
    REQUIRE(run);
    CHECK(at.store.publish(winner{"three", "", 2}.named("risk")).generation == 3);
    CHECK(at.store.rollback("risk", "").generation == 4);
    file_store other{at.models};
    CHECK_FALSE(other.try_lock());
    CHECK(other.publish(winner{"five", "", 4}.named("risk")).generation == 5);
}

TEST_CASE("a directory that is in order needs no recovery", "[store]") {
    two_versions at;
    CHECK(at.store.recover().empty());
    CHECK(at.store.recover().empty());
    CHECK(file_store{at.scratch / "missing"}.recover().empty());
    CHECK_FALSE(fs::exists(at.scratch / "missing"));
}

TEST_CASE("recovery repairs the link", "[store]") {
    two_versions at;
    auto const link = at.models / "risk.txt";
    SECTION("missing") { fs::remove(link); }
    SECTION("left behind by a killed publish") {
        fs::remove(link);
        fs::create_symlink("versions/risk/1.txt", link);
    }
    SECTION("half made") {
        fs::rename(link, at.models / ".risk.txt.tmp");
    }
    auto const found = at.store.recover();
    CHECK(found.size() == 1);
    CHECK(tells(found, "points to 'versions/risk/2.txt' now"));
    CHECK(read_file(link) == "two");
    CHECK_FALSE(fs::exists(fs::symlink_status(at.models / ".risk.txt.tmp")));
    CHECK(at.store.recover().empty());
}

TEST_CASE("what somebody else put in the place of the link is kept", "[store]") {
    bool const file = GENERATE(true, false);
    two_versions at;
    auto const link = at.models / "risk.txt";
    fs::remove(link);
    write_file(at.models / "precious", "precious");
    if (file)
        write_file(link, "by hand");
    else
        fs::create_symlink("precious", link);
    CHECK(tells(at.store.recover(), "kept as"));
    CHECK(read_file(link) == "two");
    CHECK(read_file(at.models / "risk.txt.found-1") == (file ? "by hand" : "precious"));
    CHECK(read_file(at.models / "precious") == "precious");
    CHECK(at.store.recover().empty());
}

TEST_CASE("left-overs of a killed publish are removed, nothing else", "[store]") {
    two_versions at;
    for (auto const* file : {"3.txt", "3.judge.txt", ".4.txt.tmp", "77.ubj"})
        write_file(at.folder / file, "left over");
    for (auto const* file : {"notes.txt", "README", "5", "x5.txt", "5.judge.", "5..txt"})
        write_file(at.folder / file, "not ours");
    write_file(at.models / ".risk.json.tmp", "{");
    write_file(at.models / "other.json", "not a manifest");
    write_file(at.models / "ledger.json", "the ledger");
    fs::create_directories(at.models / "versions/ledger");
    fs::create_directories(at.models / "versions/not.a.name");

    CHECK(at.store.recover().size() == 4);
    auto const files = files_in(at.folder);
    CHECK(files == std::set<std::string>{"1.txt", "1.judge.txt", "2.txt", "2.judge.txt",
                                         "manifest.json", "notes.txt", "README", "5", "x5.txt",
                                         "5.judge.", "5..txt"});
    CHECK_FALSE(fs::exists(at.models / ".risk.json.tmp"));
    CHECK(read_file(at.models / "other.json") == "not a manifest");
    CHECK(read_file(at.models / "ledger.json") == "the ledger");
    CHECK(at.store.recover().empty());
}

TEST_CASE("left-overs are not taken for the next version", "[store]") {
    two_versions at;
    write_file(at.folder / "3.txt", "left over");
    write_file(at.folder / "3.judge.txt", "left over");
    auto const next = at.store.publish(winner{"three", "", 2}.named("risk"));
    CHECK(laws::serves(at.store, next, "three", "three"));
    CHECK_FALSE(fs::exists(at.folder / "3.judge.txt"));
}

TEST_CASE("a first publish that was killed leaves nothing behind", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch.path()};
    write_file(scratch / "versions/risk/1.txt", "left over");
    CHECK(tells(store.recover(), "removed"));
    CHECK_FALSE(fs::exists(scratch / "versions/risk/1.txt"));
    CHECK_FALSE(store.find("risk"));
    CHECK(store.publish(winner{"one", "", 0}.named("risk")).generation == 1);
}

TEST_CASE("a damaged manifest is answered for by its copy, and restored", "[store]") {
    bool const by_recovery = GENERATE(true, false);
    two_versions at;
    auto const whole = read_file(at.manifest);
    SECTION("a changed byte") { flip_byte(at.manifest, whole.size() / 2); }
    SECTION("cut") { write_file(at.manifest, whole.substr(0, 100)); }
    SECTION("empty") { write_file(at.manifest, ""); }
    SECTION("another model's") {
        at.store.publish(winner{"x", "", 0}.named("timing"));
        write_file(at.manifest, read_file(at.models / "timing.json"));
    }
    SECTION("a link") {
        fs::rename(at.manifest, at.models / "moved");
        fs::create_symlink("moved", at.manifest);
    }
    auto const found = at.store.find("risk");
    REQUIRE(found);
    CHECK(found->generation == 2);
    CHECK(laws::serves(at.store, *found, "two", "judge two"));

    if (by_recovery) {
        CHECK(tells(at.store.recover(), "was damaged and is kept as"));
        CHECK(read_file(at.manifest) == whole);
        CHECK(at.store.recover().empty());
    }
    CHECK(at.store.publish(winner{"three", "", 2}.named("risk")).generation == 3);
    CHECK(detail::is_there(at.models / "risk.json.damaged-1"));
    CHECK(at.store.rollback("risk", "").champion.version == 2);
}

TEST_CASE("a damaged copy is written again", "[store]") {
    two_versions at;
    auto const copy = at.folder / "manifest.json";
    auto const whole = read_file(copy);
    SECTION("a changed byte") { flip_byte(copy, 50); }
    SECTION("missing") { fs::remove(copy); }
    CHECK(tells(at.store.recover(), "missing or damaged"));
    CHECK(read_file(copy) == whole);
    CHECK(read_file(at.manifest) == whole);
}

TEST_CASE("where manifest and copy are damaged everything is kept aside", "[store]") {
    bool const copy_is_there = GENERATE(true, false);
    bool const by_recovery = GENERATE(true, false);
    two_versions at;
    flip_byte(at.manifest, 50);
    if (copy_is_there)
        flip_byte(at.folder / "manifest.json", 50);
    else
        fs::remove(at.folder / "manifest.json");
    CHECK(failure_of([&] { (void)at.store.find("risk"); }) == failure_reason::corrupt_model);

    if (by_recovery) CHECK(tells(at.store.recover(), "were kept as"));
    CHECK(failure_of([&] { at.store.publish(winner{"x", "", 2}.named("risk")); }) ==
          failure_reason::superseded);
    CHECK_FALSE(at.store.find("risk"));
    CHECK(at.store.publish(winner{"anew", "", 0}.named("risk")).generation == 1);
    CHECK(read_file(at.models / "risk.txt") == "anew");
    CHECK(read_file(at.models / "versions/risk.damaged-1/2.txt") == "two");
    CHECK(read_file(at.models / "versions/risk.damaged-1/1.judge.txt") == "judge one");
    CHECK(fs::exists(at.models / "risk.json.damaged-1"));
    CHECK(at.store.recover().empty());
}

TEST_CASE("a manifest that somebody removed does not make its versions disappear", "[store]") {
    two_versions at;
    fs::remove(at.manifest);
    CHECK_FALSE(at.store.find("risk"));
    CHECK(tells(at.store.recover(), "bring the model back"));
    CHECK(read_file(at.folder / "2.txt") == "two");

    SECTION("it is brought back") {
        fs::copy(at.folder / "manifest.json", at.manifest);
        CHECK(at.store.find("risk")->generation == 2);
        CHECK(at.store.recover().empty());
    }
    SECTION("a later publish takes the old versions along") {
        auto const next = at.store.publish(winner{"three", "", 0}.named("risk"));
        CHECK(next.generation == 3);
        CHECK(next.previous.size() == 2);
        CHECK(laws::serves(at.store, at.store.rollback("risk", ""), "two", "judge two"));
    }
    SECTION("and its copy was damaged") {
        flip_byte(at.folder / "manifest.json", 50);
        CHECK(at.store.publish(winner{"anew", "", 0}.named("risk")).generation == 1);
        CHECK(read_file(at.models / "versions/risk.damaged-1/2.txt") == "two");
    }
}

TEST_CASE("a manifest of a later library is left alone", "[store]") {
    two_versions at;
    auto const content = nlohmann::json::parse(read_file(at.manifest))["content"];
    auto const later = detail::write_document(content, 2);
    write_file(at.manifest, later);
    CHECK(failure_of([&] { (void)at.store.find("risk"); }) == failure_reason::store_failed);
    CHECK(failure_of([&] { at.store.publish(winner{"x", "", 2}.named("risk")); }) ==
          failure_reason::store_failed);
    CHECK(failure_of([&] { at.store.rollback("risk", ""); }) == failure_reason::store_failed);
    CHECK(tells(at.store.recover(), "use a later version of the library"));
    CHECK(read_file(at.manifest) == later);
    CHECK(files_in(at.folder).size() == 5);
}

TEST_CASE("a directory that can't be made is an error of the library's", "[store]") {
    scratch_directory const scratch;
    write_file(scratch / "file", "");
    file_store store{scratch / "file/models"};
    CHECK(failure_of([&] { store.publish(winner{"x", "", 0}.named("risk")); }) ==
          failure_reason::store_failed);
    CHECK(failure_of([&] { (void)store.try_lock(); }) == failure_reason::store_failed);
    CHECK_FALSE(store.writable());
    CHECK(file_store{scratch / "not/yet/there"}.writable());
    CHECK(file_store{scratch.path()}.writable());
}
