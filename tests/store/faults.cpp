// Kills, losses of power and failing operations at every step of a store's work.
#include <retrain/store/file_store.hpp>

#include <laws/store.hpp>
#include <store/file_faults.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

using namespace retrain;
using laws::winner;
using testing::fault;
using testing::injected_fault;
using testing::power_loss;
using testing::read_file;
using testing::scratch_directory;
namespace fs = std::filesystem;

namespace {

/// What a store does, from a directory that `prepare` made.
struct work {
    char const* name;
    std::function<void(file_store&)> prepare;
    std::function<void(file_store&)> act;
    std::uint64_t before;                    ///< the generation that is live before `act`
    std::function<void(fs::path)> spoil{};   ///< what happens to the directory in between
    std::uint64_t commits = 1;               ///< generations that `act` adds
};

std::string live_text(std::uint64_t version) { return "live " + std::to_string(version); }

void publish(file_store& store, std::uint64_t expected) {
    store.publish(winner{live_text(expected + 1), "judge", expected}.named("risk"));
}

void keep_candidate(file_store& store) {
    kept_candidate waits;
    waits.state = candidate_state::waiting;
    auto const live = laws::bytes_of("candidate"), judge = laws::bytes_of("judge");
    store.keep({"risk", "txt", live, judge, waits});
}

work const works[]{
    {"a first publish", [](file_store&) {}, [](file_store& s) { publish(s, 0); }, 0},
    {"a second publish", [](file_store& s) { publish(s, 0); }, [](file_store& s) { publish(s, 1); },
     1},
    {"a publish that retires a version",
     [](file_store& s) {
         publish(s, 0);
         publish(s, 1);
     },
     [](file_store& s) { publish(s, 2); }, 2},
    {"a rollback",
     [](file_store& s) {
         publish(s, 0);
         publish(s, 1);
     },
     [](file_store& s) { s.rollback("risk", "why"); }, 2},
    {"a pin", [](file_store& s) { publish(s, 0); }, [](file_store& s) { s.pin("risk", "why"); }, 1},
    {"keeping a candidate",
     [](file_store& s) {
         publish(s, 0);
         for (int n = 0; n < 5; ++n) keep_candidate(s);
     },
     [](file_store& s) { keep_candidate(s); }, 1, {}, 0},
    {"keeping a first candidate", [](file_store& s) { publish(s, 0); },
     [](file_store& s) { keep_candidate(s); }, 1, {}, 0},
    {"keeping a candidate over a damaged list",
     [](file_store& s) {
         publish(s, 0);
         keep_candidate(s);
     },
     [](file_store& s) { keep_candidate(s); }, 1,
     [](fs::path models) { testing::write_file(models / "candidates/risk/candidates.json", "{"); },
     0},
    {"settling a candidate",
     [](file_store& s) {
         publish(s, 0);
         for (int n = 0; n < 2; ++n) keep_candidate(s);
     },
     [](file_store& s) { s.settle("risk", 2, std::nullopt, ""); }, 1, {}, 0},
    {"a publish over a damaged manifest",
     [](file_store& s) {
         publish(s, 0);
         publish(s, 1);
     },
     [](file_store& s) { publish(s, 2); }, 2,
     [](fs::path models) { testing::write_file(models / "risk.json", "{"); }},
    {"a recovery",
     [](file_store& s) {
         publish(s, 0);
         publish(s, 1);
     },
     [](file_store& s) { (void)s.recover(); }, 2,
     [](fs::path models) {
         testing::write_file(models / "versions/risk/3.txt", "left over");
         testing::write_file(models / "risk.json", "");
         fs::remove(models / "risk.txt");
     },
     0},
};

/// A prepared directory, made anew for each step of a work.
class stage {
   public:
    explicit stage(work const& what) : what_{what} {
        file_store store{scratch_ / "prepared", 1};
        what.prepare(store);
        if (what.spoil) what.spoil(scratch_ / "prepared");
    }
    [[nodiscard]] fs::path models() const { return scratch_ / "models"; }
    [[nodiscard]] fs::path fresh() const {
        fs::remove_all(models());
        fs::create_directory(models());
        if (fs::exists(scratch_ / "prepared"))
            fs::copy(scratch_ / "prepared", models(),
                     fs::copy_options::recursive | fs::copy_options::copy_symlinks);
        return models();
    }
    void act(fs::path const& models) const {
        file_store store{models, 1};
        what_.act(store);
    }

   private:
    work const& what_;
    scratch_directory scratch_;
};

/// The version that a generation of a work has live: a rollback to 1 is generation 3.
std::uint64_t version_of(model_manifest const& manifest) { return manifest.champion.version; }

/// The candidates of a list that is whole; a damaged one is an error until the next is kept.
std::vector<kept_candidate> candidates_of(file_store const& store) {
    try {
        return store.candidates("risk");
    } catch (error const& damaged) {
        CHECK(damaged.why() == failure_reason::corrupt_model);
        return {};
    }
}

/// The numbers of the candidates, the latest first.
std::vector<std::uint64_t> numbers_in(fs::path const& models) {
    std::vector<std::uint64_t> numbers;
    for (auto const& each : candidates_of(file_store{models})) numbers.push_back(each.number);
    return numbers;
}

/// A start after whatever happened: a reader gets a whole model, the old or the new; recovery keeps
/// it, puts the directory in order and has nothing to do a second time; work goes on.
std::uint64_t check_restart(fs::path const& models, std::uint64_t before) {
    file_store store{models, 1};
    auto const found = store.find("risk");
    std::uint64_t const generation = found ? found->generation : 0;
    CHECK((generation == before || generation == before + 1));
    if (found) CHECK(laws::serves(store, *found, live_text(version_of(*found)), "judge"));

    (void)store.recover();
    auto const again = store.recover();
    CHECK(again.empty());
    auto const kept = store.find("risk");
    CHECK((kept ? kept->generation : 0) == generation);
    std::size_t names = 0;
    if (fs::exists(models / "versions/risk"))
        for (auto const& entry : fs::directory_iterator{models / "versions/risk"})
            names += entry.path().filename() == "manifest.json" ? 0 : 1;
    if (!kept) {
        CHECK(names == 0);
    } else {
        CHECK(read_file(models / "risk.txt") == live_text(version_of(*kept)));
        CHECK(names == 2 + 2 * kept->previous.size());
        for (auto const& version : kept->previous)
            CHECK(store.read(version.live) == laws::bytes_of(live_text(version.version)));
    }
    for (auto const& candidate : candidates_of(store)) {
        CHECK(store.read(candidate.judge) == laws::bytes_of("judge"));
        CHECK(store.read(candidate.live) == laws::bytes_of("candidate"));
    }
    auto next = generation;
    if (kept && !kept->pinned_because.empty()) next = store.unpin("risk").generation;
    publish(store, next);
    CHECK(read_file(models / "risk.txt") == live_text(next + 1));
    keep_candidate(store);
    auto const candidates = store.candidates("risk");
    CHECK(candidates.front().state == candidate_state::waiting);
    CHECK(store.read(candidates.front().live) == laws::bytes_of("candidate"));
    std::size_t candidate_files = 0;
    for (auto const& entry : fs::directory_iterator{models / "candidates/risk"})
        candidate_files += entry.path().extension() == ".txt" ? 1 : 0;
    CHECK(candidate_files == 2 * candidates.size());  // what was left over is gone
    return generation;
}

}  // namespace

TEST_CASE("a kill or a loss of power at any step leaves the old model or the new", "[store]") {
    auto const loss =
        GENERATE(power_loss::none, power_loss::contents, power_loss::everything,
                 power_loss::names_on_top, power_loss::names_below, power_loss::all_but_the_last);
    for (auto const& work : works) {
        CAPTURE(work.name, static_cast<int>(loss));
        stage const at{work};
        bool finished = false;
        std::size_t steps = 0;
        bool was_new = false;
        for (std::size_t step = 1; !finished; ++step) {
            CAPTURE(step);
            auto const models = at.fresh();
            finished = testing::killed_at(models, step, loss, [&] { at.act(models); });
            auto const generation = check_restart(models, work.before);
            bool const is_new = generation == work.before + work.commits;
            // One commit point, and what was reported as published lasts. Before it is reported, a
            // new model that was there may be gone with the power.
            if (loss == power_loss::none) CHECK((is_new || !was_new));
            if (finished) CHECK(is_new);
            was_new = is_new;
            steps = step;
        }
        CHECK(steps > 12);
    }
}

TEST_CASE("an operation that fails at any step loses nothing, and is reported", "[store]") {
    fault const what = GENERATE(fault{.code = ENOSPC, .forever = true}, fault{.code = EIO},
                                fault{.code = EIO, .forever = true});
    for (auto const& work : works) {
        CAPTURE(work.name, what.code, what.forever);
        stage const at{work};
        auto const old_numbers = numbers_in(at.fresh());
        at.act(at.models());
        auto const new_numbers = numbers_in(at.models());
        bool happened = true;
        for (std::size_t step = 1; happened; ++step) {
            CAPTURE(step);
            auto const models = at.fresh();
            std::optional<error> refused;
            {
                injected_fault const wrong{models, step, what};
                try {
                    at.act(models);
                } catch (error const& mistake) {
                    refused = mistake;
                }
                happened = wrong.happened();
            }
            if (refused) {
                CHECK((refused->why() == failure_reason::store_failed ||
                       refused->why() == failure_reason::corrupt_model ||
                       refused->why() == failure_reason::superseded));
                CHECK(std::string{refused->what()}.size() > 20);
            }
            auto const found = file_store{models}.find("risk");
            auto const generation = found ? found->generation : 0;
            CHECK(generation == work.before + (refused ? 0 : work.commits));
            CHECK(numbers_in(models) == (refused ? old_numbers : new_numbers));
            // A disk that is full is not kept full by a publish that failed.
            if (refused && !what.forever)
                CHECK_FALSE(fs::exists(
                    models / ("versions/risk/" + std::to_string(work.before + 1) + ".txt")));
            check_restart(models, work.before);
        }
    }
}

namespace {

/// The act is committed by the last of its changes that can refuse it; the next one synchronises the
/// folder.
void let_the_sync_after_the_commit_fail(stage const& at) {
    auto const refused_at = [&](std::size_t step) {
        injected_fault const wrong{at.fresh(), step, fault{.code = EIO, .only_changes = true}};
        try {
            at.act(at.models());
            return false;
        } catch (error const&) {
            return true;
        }
    };
    std::size_t commit = 0;
    for (std::size_t step = 1; step < 40; ++step)
        if (refused_at(step)) commit = step;
    REQUIRE_FALSE(refused_at(commit + 1));
}

}  // namespace

TEST_CASE("what a publish replaced stays until the publish is sure to last", "[store]") {
    stage const at{works[2]};
    let_the_sync_after_the_commit_fail(at);
    CHECK(file_store{at.models()}.find("risk")->generation == 3);
    CHECK(read_file(at.models() / "versions/risk/1.txt") == "live 1");
    CHECK_FALSE(file_store{at.models()}.recover().empty());
    CHECK_FALSE(fs::exists(at.models() / "versions/risk/1.txt"));
}

TEST_CASE("what a list of candidates let go of stays until the list is sure to last", "[store]") {
    stage const at{works[8]};
    let_the_sync_after_the_commit_fail(at);
    CHECK(numbers_in(at.models()) == std::vector<std::uint64_t>{1});
    CHECK(fs::exists(at.models() / "candidates/risk/2.txt"));
    file_store store{at.models()};
    keep_candidate(store);
    CHECK_FALSE(fs::exists(at.models() / "candidates/risk/2.txt"));
}

TEST_CASE("folders that were made last", "[store]") {
    scratch_directory const scratch;
    auto const root = scratch / "models";
    fs::create_directory(root);
    CHECK(testing::killed_at(root, 1000, power_loss::everything,
                             [&] { detail::make_directories(root / "a/b/c"); }));
    CHECK(fs::is_directory(root / "a/b/c"));
}

TEST_CASE("short reads and writes are completed", "[store]") {
    for (auto const& work : works) {
        CAPTURE(work.name);
        stage const at{work};
        bool happened = true;
        for (std::size_t step = 1; happened; ++step) {
            CAPTURE(step);
            auto const models = at.fresh();
            {
                injected_fault const wrong{models, step, fault{.code = fault::is_short}};
                CHECK_NOTHROW(at.act(models));
                happened = wrong.happened();
            }
            auto const generation = check_restart(models, work.before);
            CHECK(generation == work.before + work.commits);
        }
    }
}

TEST_CASE("a disk that makes something else of a model is found before it is live", "[store]") {
    stage const at{works[1]};
    std::vector<std::string> refused;
    bool happened = true;
    for (std::size_t step = 1; happened; ++step) {
        CAPTURE(step);
        auto const models = at.fresh();
        bool published = true;
        {
            injected_fault const wrong{models, step, fault{.code = fault::lies}};
            try {
                at.act(models);
            } catch (error const& mistake) {
                published = false;
                CHECK(mistake.why() == failure_reason::store_failed);
                refused.emplace_back(mistake.what());
            }
            happened = wrong.happened();
        }
        file_store store{models};
        auto const found = store.find("risk");
        REQUIRE(found);
        CHECK(found->generation == (published ? 2 : 1));
        CHECK(laws::serves(store, *found, live_text(found->generation), "judge"));
        CHECK(fs::exists(models / "versions/risk/2.txt") == published);
        CHECK(fs::exists(models / "versions/risk/2.judge.txt") == published);
    }
    REQUIRE(refused.size() == 2);  // the model that serves, and its judge
    CHECK_THAT(refused[0], ContainsSubstring("versions/risk/2.txt"));
    CHECK_THAT(refused[1], ContainsSubstring("versions/risk/2.judge.txt"));
    for (auto const& sentence : refused) {
        CHECK_THAT(sentence, ContainsSubstring("does not read back as it was written"));
        CHECK_THAT(sentence, ContainsSubstring("what was live stays live"));
    }
}

TEST_CASE("a manifest that can't be read at present is answered for, and not replaced", "[store]") {
    scratch_directory const scratch;
    auto const models = scratch / "models";
    file_store store{models};
    publish(store, 0);
    publish(store, 1);
    {
        injected_fault const unreadable{models, 1, fault{.code = EIO}};
        CHECK(store.find("risk")->generation == 2);
        CHECK(unreadable.happened());
    }
    // The copy is older: a program was killed before it could write the next one.
    auto const whole = read_file(models / "risk.json");
    store.publish(winner{"live 3", "judge", 2}.named("risk"));
    auto const newer = read_file(models / "risk.json");
    testing::write_file(models / "versions/risk/manifest.json", whole);
    bool happened = true;
    for (std::size_t step = 1; happened; ++step) {
        injected_fault const unreadable{models, step, fault{.code = EIO}};
        (void)store.recover();
        happened = unreadable.happened();
        CHECK(read_file(models / "risk.json") == newer);
    }
}

TEST_CASE("a read-only directory is served", "[store]") {
    scratch_directory const scratch;
    file_store store{scratch / "models"};
    publish(store, 0);
    publish(store, 1);
    injected_fault const read_only{
        scratch / "models", 1, fault{.code = EROFS, .forever = true, .only_changes = true}};
    auto const found = store.find("risk");
    REQUIRE(found);
    CHECK(laws::serves(store, *found, "live 2", "judge"));
    CHECK_FALSE(read_only.happened());
    CHECK_THROWS_AS(store.try_lock(), error);
    CHECK_THROWS_AS(publish(store, 2), error);
    CHECK(read_only.happened());
    CHECK(store.find("risk")->generation == 2);
}
