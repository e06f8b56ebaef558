// Each file call of a person's act fails in turn: then the act threw and changed nothing, or it
// holds, over a restart too, and is on record.
#include <crash/interference.hpp>
#include <crash/world.hpp>
#include <support/catch.hpp>

#include <retrain/promotion/await_approval.hpp>
#include <retrain/store/verify_store.hpp>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace retrain;
using namespace retrain::testing;
namespace fs = std::filesystem;

namespace {

constexpr unsigned hard_limit_seconds = 280;

using service = service_on_files<never, csv_source<>, all_histories, await_approval<>>;

std::unique_ptr<service> start(world const& at, kept_log const& log) {
    auto patient = at.configuration();
    patient.retry_seconds = 3600.0;
    return std::make_unique<service>(patient, at.histories(), log);
}

/// What an act can change.
struct standing {
    std::uint64_t generation = 0;
    std::uint64_t version = 0;  ///< the live one's number
    bool pinned = false;
    bool waits = false;         ///< a winner, for a decision
    bool paused = false;

    friend bool operator==(standing const&, standing const&) = default;
};

standing standing_of(service& of, world const& at) {
    auto const manifest = file_store{at.models()}.find("first");
    auto const live = of.live<first_trainer>();
    // What serves is whole, and what the store says.
    CHECK(live->version().live == manifest->champion.live);
    CHECK(detail::seal_of(live->version().live.file, live->model().save()) ==
          manifest->champion.live);
    return {manifest->generation, manifest->champion.version, !manifest->pinned_because.empty(),
            of.open_candidate("first").has_value(), of.paused().has_value()};
}

constexpr char const* why = "asked for by hand";
/// The end of the reason that the record of the act gives.
constexpr std::string_view in_record = ": asked for by hand";

struct act {
    char const* name;
    void (*prepare)(service&);
    void (*perform)(service&);
    standing (*change)(standing);
    bool goes_live = false;
};

/// Versions 1 and 2 of both models are kept, 2 is live, and a winner waits.
act const acts[] = {
    {"approve", [](service&) {}, [](service& s) { (void)s.approve("first", why); },
     [](standing was) { return standing{was.generation + 1, 3, false, false, was.paused}; }, true},
    {"force_promote", [](service&) {}, [](service& s) { (void)s.force_promote("first", why); },
     [](standing was) { return standing{was.generation + 1, 3, false, false, was.paused}; }, true},
    {"rollback", [](service&) {}, [](service& s) { (void)s.rollback("first", why); },
     [](standing was) { return standing{was.generation + 1, 1, true, true, was.paused}; }, true},
    {"pin", [](service&) {}, [](service& s) { (void)s.pin("first", why); },
     [](standing was) { return standing{was.generation + 1, 2, true, true, was.paused}; }},
    {"unpin", [](service& s) { (void)s.pin("first", "before"); },
     [](service& s) { (void)s.unpin("first", why); },
     [](standing was) { return standing{was.generation + 1, 2, false, true, was.paused}; }},
    {"decline", [](service&) {}, [](service& s) { (void)s.decline("first", why); },
     [](standing was) { return standing{was.generation, 2, false, false, was.paused}; }},
    {"pause", [](service&) {}, [](service& s) { s.pause(why); },
     [](standing was) { return was.paused = true, was; }},
    {"resume", [](service& s) { s.pause("before"); }, [](service& s) { s.resume(why); },
     [](standing was) { return was.paused = false, was; }},
};

/// How often the history in text, in JSON lines and in SQLite tells of the act.
std::vector<std::size_t> times_on_record(world const& at) {
    auto const lines_of = [](fs::path const& file) {
        std::size_t times = 0;
        detail::read_lines(file, [&](std::string_view line) {
            times += line.find(in_record) != line.npos ? 1 : 0;
        });
        return times;
    };
    std::vector<std::size_t> times{lines_of(at.text()), lines_of(at.jsonl())};
#ifdef RETRAIN_TEST_SQLITE
    times.push_back(0);
    for (auto const& run : history_reader{at.sqlite()}.runs(1'000))
        times.back() += run.reason.ends_with(in_record) ? 1 : 0;
#endif
    return times;
}

/// In each history, so many times.
bool is_on_record(world const& at, std::size_t times = 1) {
    auto const found = times_on_record(at);
    return std::ranges::count(found, times) == std::ranges::ssize(found);
}

void check_recoveries(kept_log const& log) {
    for (auto const& [level, text] : log.said->all) {
        CAPTURE(text);
        CHECK(is_recovery(text));
    }
    log.said->all.clear();
}

struct tally {
    int calls = 0;
    int threw = 0;
    int silent = 0;
};

/// One call fails; false once there are no more calls.
bool fail_at(std::size_t step, act const& what, wrong_call how, world const& at, tally& count) {
    kept_log log;
    auto acting = start(at, log);
    auto const before = standing_of(*acting, at);
    CHECK(log.said->all.empty());
    std::optional<error> refused;
    bool happened = false;
    std::string where;
    {
        interference const wrong{at.root(), step, how};
        try {
            what.perform(*acting);
        } catch (error const& mistake) {
            refused = mistake;
        }
        happened = wrong.happened();
        where = wrong.where();
    }
    CAPTURE(where, refused ? refused->what() : "done");
    bool const told = refused || !log.said->all.empty();
    CHECK((happened || !told));
    count.calls += happened ? 1 : 0;
    count.threw += refused ? 1 : 0;
    count.silent += happened && !told ? 1 : 0;

    auto const after = refused ? before : what.change(before);
    auto now = standing_of(*acting, at);
    if (told && !refused) now.waits = after.waits;  // the next look takes it off the list
    CHECK(now == after);
    if (refused) CHECK(is_on_record(at, 0));
    if (!told) CHECK(is_on_record(at));

    // Nothing is in the way of the next acts.
    bool const recorded = is_on_record(at);
    log.said->all.clear();
    if (refused) CHECK_NOTHROW(what.perform(*acting));
    CHECK_NOTHROW(acting->pin("second", "the next act"));
    check_recoveries(log);
    acting.reset();

    // A restart finds what was done, completes what went live without a record, and leaves nothing.
    acting = start(at, log);
    check_recoveries(log);
    auto const later = what.change(before);
    CHECK(standing_of(*acting, at) == later);
    std::string wrong;
    (void)served(*acting, at, wrong);
    CHECK(wrong == "");
    if (refused || recorded) CHECK(is_on_record(at));
    if (what.goes_live) CHECK(untruth(at, "first", later.generation) == "");
    // The files of a candidate that was let go can be there until the next one is kept.
    auto const found = verify_store(at.models());
    CHECK(found.sound());
    if (!found.findings.empty()) {
        if (acting->paused()) acting->resume("over");
        REQUIRE(acting->retrain("keeps a candidate"));
    }
    CHECK(verify_store(at.models()).findings.empty());
    for (auto const& file : left_overs(at)) {
        CAPTURE(file);
        // A ledger that could not be read when it was to be replaced was kept.
        CHECK(file.find("ledger.json.damaged-") != file.npos);
    }
    return happened;
}

}  // namespace

TEST_CASE("a file call that fails in the middle of an act loses nothing, and is told", "[crash]") {
    ::alarm(hard_limit_seconds);
    struct way {
        char const* name;
        wrong_call how;
    };
    scratch_directory const scratch;
    for (auto const& what : acts) DYNAMIC_SECTION(what.name) {
        world const prepared{scratch / "prepared"};
        fs::remove_all(prepared.root());
        prepared.write_rows();
        {
            kept_log log;
            auto const before = start(prepared, log);
            for (int version = 1; version <= 3; ++version) {
                REQUIRE(before->retrain("before"));
                if (version == 3) break;
                for (auto const* model : {"first", "second"})
                    REQUIRE(before->approve(model, "before").published);
            }
            what.prepare(*before);
            REQUIRE(log.said->all.empty());
        }
        for (way const chosen : {way{"a full disk", {.code = ENOSPC, .forever = true, .only_changes = true}},
                                 way{"one call with an error of the disk", {.code = EIO}}}) {
            CAPTURE(chosen.name);
            tally count;
            bool happened = true;
            for (std::size_t step = 1; happened; ++step) {
                CAPTURE(step);
                world const at{scratch / "world"};
                fs::remove_all(at.root());
                fs::copy(prepared.root(), at.root(),
                         fs::copy_options::recursive | fs::copy_options::copy_symlinks);
                happened = fail_at(step, what, chosen.how, at, count);
            }
            std::printf("%s, %s: %d calls in turn, %d acts threw, %d had nothing to tell\n",
                        what.name, chosen.name, count.calls, count.threw, count.silent);
            CHECK(count.calls > 10);
        }
    }
}
