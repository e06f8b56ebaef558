#include <retrain/service/run_journal.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

#include <span>
#include <stdexcept>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// Keeps what it is given, or refuses it.
struct moody_history {
    using policy_role = history_role;
    struct entries {
        std::vector<run_record> runs{};
        std::size_t skips = 0;
        bool refuses = false;
    };
    std::shared_ptr<entries> kept = std::make_shared<entries>();

    void record(run_record const& run) {
        if (kept->refuses) throw std::runtime_error{"the disk is full"};
        kept->runs.push_back(run);
    }
    void record(skip_record const&) {
        if (kept->refuses) throw std::runtime_error{"the disk is full"};
        ++kept->skips;
    }
    std::size_t complete(std::span<run_record const> publications) {
        for (auto const& run : publications) record(run);
        return publications.size();
    }
};

struct journal_desk {
    moody_history history;
    std::string said;
    run_journal<moody_history> journal{
        history, [this](log_level, std::string_view text) { said += text; }};
};

run_record run_of(std::string reason) {
    run_record run;
    run.reason = std::move(reason);
    return run;
}

}  // namespace

TEST_CASE("what the history refuses is a warning of the run, and in the log", "[run_journal]") {
    journal_desk desk;
    desk.history.kept->refuses = true;
    auto run = run_of("an event");
    desk.journal.record(run, std::nullopt);
    REQUIRE(run.warnings.size() == 1);
    CHECK(run.warnings[0] == "the history did not record this run: the disk is full");
    CHECK(desk.said == run.warnings[0]);
    CHECK(desk.journal.add({"service", "an event", {skip_reason::busy, "policy"}, {}}));
    desk.journal.record_skips();
    CHECK_THAT(desk.said, ContainsSubstring("disk is full"));
    CHECK(desk.history.kept->skips == 0);
}

TEST_CASE("skips are recorded when somebody comes for them, once", "[run_journal]") {
    journal_desk desk;
    CHECK(desk.journal.add({"service", "an event", {skip_reason::busy, "policy"}, {}}));
    CHECK_FALSE(desk.journal.add({"service", "an event", {skip_reason::busy, "policy"}, {}}));
    CHECK(desk.history.kept->skips == 0);
    desk.journal.record_skips();
    desk.journal.record_skips();
    CHECK(desk.history.kept->skips == 1);
}

TEST_CASE("the journal knows what is on record, and makes up for the rest", "[run_journal]") {
    journal_desk desk;
    CHECK_FALSE(desk.journal.knows({3}));  // a new service has not looked
    desk.journal.complete({run_of("recovery")}, {3});
    CHECK(desk.journal.knows({3}));
    CHECK_THAT(desk.said, ContainsSubstring("no record of 1 publications"));

    auto run = run_of("an event");
    desk.journal.record(run, {{4}});
    CHECK(desk.journal.knows({4}));

    desk.journal.record(run, std::nullopt);  // a pause changes nothing of it
    CHECK(desk.journal.knows({4}));

    // A record that is refused leaves a gap, and a later one does not close it.
    desk.history.kept->refuses = true;
    desk.journal.record(run, {{5}});
    desk.history.kept->refuses = false;
    CHECK_FALSE(desk.journal.knows({5}));
    desk.journal.record(run, {{6}});
    CHECK_FALSE(desk.journal.knows({6}));
    desk.journal.complete({}, {6});
    CHECK(desk.journal.knows({6}));
}
