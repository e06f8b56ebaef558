#include <retrain/backup/timestamped_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/defaults.hpp>
#include <retrain/drift/page_hinkley.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/history/history_reader.hpp>
#include <retrain/history/record_to.hpp>
#include <retrain/history/sqlite_history.hpp>
#include <retrain/logger/no_logger.hpp>
#include <retrain/promotion/await_approval.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/cron.hpp>
#include <retrain/trigger/daily_at.hpp>
#include <retrain/trigger/every.hpp>
#include <retrain/trigger/on.hpp>
#include <retrain/trigger/on_drift.hpp>
#include <retrain/validation/no_validation.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>
#include <support/toy.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

// A clock that jumps a year ahead and back, under a service with everything that looks at clocks.
namespace {

struct nudge {};
using days = std::chrono::days;

/// How long a service may be held up once the clock runs as clocks do: its interval, or its longest
/// back-off, and what two looks at the clock may differ by.
constexpr auto patience = 6h + clock_tolerance;

template <class... More>
using clocked_service = retraining_service<
    any_of<on<nudge>, every<days{1}>, daily_at<2h>, cron<"30 */6 * * *">, on_drift<page_hinkley<>>>,
    min_interval<6h>, toy_source, toy_trainer<>, no_validation, file_store, file_ledger, timestamped_backup<keep_last<4>>,
    record_to<sqlite_history, kept_history>, virtual_clock, no_logger, More...>;

template <class Service>
struct clocked {
    clocked() {
        values.models_directory = (scratch / "models").string();
        values.logs_directory = (scratch / "logs").string();
        values.training_data = "unused";
        start();
    }
    void start() {
        service.reset();
        service = std::make_unique<Service>(values, source, clock, trainer, history);
        line = service->connect(bus);
    }
    auto const& runs() const { return history.kept->runs; }
    std::uint64_t generation() {
        auto const model = service->template live<"toy">();
        return model ? model->generation() : 0;
    }
    std::vector<std::string> backups() const {
        std::vector<std::string> names;
        auto const folder = scratch / "models" / "backups";
        if (std::filesystem::exists(folder))
            for (auto const& entry : std::filesystem::directory_iterator{folder})
                if (entry.path().extension() == ".toy") names.push_back(entry.path().filename());
        std::ranges::sort(names);
        return names;
    }
    void tick() { bus.publish(clock_tick{clock.now()}); }
    /// The next hours pass with a tick each.
    void pass(int hours) {
        for (int hour = 0; hour < hours; ++hour) {
            clock.advance(1h);
            tick();
        }
    }

    scratch_directory scratch;
    settings values;
    toy_source source;
    virtual_clock clock{day(400)};
    toy_trainer<> trainer;
    kept_history history;
    event_bus bus{[](log_level, std::string_view text) { FAIL_CHECK(text); }};
    std::unique_ptr<Service> service;
    connection line;
};

}  // namespace

TEST_CASE("a last run in a year's time does not block a service that runs on", "[clock_jumps]") {
    clocked<clocked_service<>> world;
    world.bus.publish(nudge{});
    REQUIRE(world.runs().size() == 1);
    world.clock.advance(days{365});
    world.bus.publish(nudge{});
    REQUIRE(world.runs().size() == 2);
    world.clock.advance(-days{365});

    world.bus.publish(nudge{});
    CHECK(world.runs().size() == 2);  // the run counts as ended now
    CHECK(world.service->stats().last_run == world.clock.now());
    SECTION("while it runs") {}
    SECTION("nor one that is started again, however often") {
        for (int turn = 0; turn < 5; ++turn) {
            world.clock.advance(1h);
            world.start();
        }
    }
    world.clock.advance(6h);
    world.bus.publish(nudge{});
    CHECK(world.runs().size() == 3);
    CHECK(world.generation() == 3);
}

TEST_CASE("nor does a failure, or the next try after it", "[clock_jumps]") {
    clocked<clocked_service<>> world;
    world.clock.advance(days{365});
    world.trainer.script->fails = true;
    for (int turn = 0; turn < 12; ++turn) {
        world.bus.publish(nudge{});
        world.clock.advance(7h);
    }
    REQUIRE(world.runs().size() >= 12);
    world.bus.publish(nudge{});  // fails once more; its next try is six hours from now
    auto const failed = world.runs().size();
    world.clock.advance(-days{365} - 80h);
    world.trainer.script->fails = false;
    SECTION("while it runs") { world.tick(); }  // it has to look to see the time
    SECTION("over a restart") { world.start(); }
    for (int quarter = 0; quarter < 24; ++quarter) {
        world.clock.advance(15min);
        world.bus.publish(prediction_outcome{"toy", 1, world.clock.now(), 0, 0});
    }
    world.clock.advance(clock_tolerance);
    world.bus.publish(prediction_outcome{"toy", 1, world.clock.now(), 0, 0});
    REQUIRE(world.runs().size() == failed + 1);
    CHECK(world.runs().back().reason.starts_with("next try"));
    CHECK(world.generation() == 1);
}

TEST_CASE("schedules run once for a year, and go on after it was taken back", "[clock_jumps]") {
    clocked<clocked_service<>> world;
    world.tick();
    world.pass(48);
    auto const before = world.runs().size();
    CHECK(before >= 6);  // cron's, and those of the day
    CHECK(before <= 9);
    world.clock.advance(days{365});
    for (int turn = 0; turn < 10; ++turn) world.tick();
    CHECK(world.runs().size() == before + 1);
    world.clock.advance(-days{365});
    for (int turn = 0; turn < 10; ++turn) world.tick();
    CHECK(world.runs().size() == before + 1);
    world.pass(48);
    CHECK(world.runs().size() >= before + 6);
    CHECK(world.runs().size() <= before + 10);
    for (auto const& run : world.runs()) CHECK_FALSE(run.any_failure());
}

TEST_CASE("an alarm of drift is not lost when the clock is taken back", "[clock_jumps]") {
    clocked<clocked_service<>> world;
    world.bus.publish(nudge{});
    world.clock.advance(days{365});
    world.bus.publish(nudge{});
    REQUIRE(world.runs().size() == 2);
    for (int turn = 0; turn < 1'000; ++turn)
        world.bus.publish(
            prediction_outcome{"toy", 2, world.clock.now(), turn < 500 ? 0.0 : 1.0, 0.5});
    REQUIRE(world.service->stats().skips.contains("interval_not_over"));  // so the alarm waits
    SECTION("behind the run before it") { world.clock.advance(-days{365}); }
    SECTION("behind that, and the service is started again") {
        world.clock.advance(-days{365});
        world.start();
    }
    for (int minute = 0; minute < 365; minute += 5) {
        world.clock.advance(5min);
        world.bus.publish(prediction_outcome{"toy", 1, world.clock.now(), 0, 0});  // an old version's
    }
    REQUIRE(world.runs().size() == 3);
    CHECK(world.runs().back().reason.starts_with("drift"));
}

TEST_CASE("copies never collide, and those of the future go first", "[clock_jumps]") {
    clocked<clocked_service<>> world;
    std::set<std::string> all;
    auto const run = [&] {
        world.trainer.script->confidence += 0.001F;
        REQUIRE(world.service->retrain().run.any_published());
        for (auto const& name : world.backups()) all.insert(name);
        CHECK(std::filesystem::exists(world.runs().back().models[0].backup));
    };
    world.trainer.script->confidence = 0.8F;
    REQUIRE(world.service->retrain().run.any_published());
    for (int turn = 0; turn < 3; ++turn) run();
    world.clock.advance(days{365});
    for (int turn = 0; turn < 3; ++turn) run();
    world.clock.advance(-days{365});  // to the second, so that names meet
    for (int turn = 0; turn < 3; ++turn) run();
    CHECK(all.size() == 9);  // a name is never used twice
    auto const kept = world.backups();
    REQUIRE(kept.size() == 4);
    for (auto const& name : kept) CHECK_FALSE(name.starts_with("toy_2022"));  // 2021-02-04 it is
    CHECK(world.generation() == 10);
}

TEST_CASE("who was live when, although a publication lies in the future", "[clock_jumps]") {
    clocked<clocked_service<>> world;
    auto const begin = world.clock.now();
    REQUIRE(world.service->retrain());
    world.clock.advance(days{365});
    REQUIRE(world.service->retrain());
    world.clock.advance(-days{364});
    REQUIRE(world.service->retrain());
    history_reader const reader{world.scratch / "logs" / "retraining_history.sqlite"};
    CHECK(reader.live_at("toy", begin)->generation == 1);
    CHECK(reader.live_at("toy", begin + days{1})->generation == 3);
    CHECK(reader.live_at("toy", begin + days{400})->generation == 3);
    auto const all = reader.live_at(begin + days{400});
    REQUIRE(all.size() == 1);
    CHECK(all[0].generation == 3);
}

TEST_CASE("a winner that waits", "[clock_jumps]") {
    clocked<clocked_service<await_approval<>>> world;
    REQUIRE(world.service->retrain());
    REQUIRE(world.service->open_candidate("toy"));
    world.clock.advance(days{365});
    CHECK_FALSE(world.service->open_candidate("toy"));  // nobody answered for a year
    SECTION("is there again when the year was none") {
        world.clock.advance(-days{365});
        REQUIRE(world.service->approve("toy", "in time").published);
        CHECK(world.generation() == 1);
    }
    SECTION("from the future makes way for the next one") {
        REQUIRE(world.service->retrain());
        auto const ahead = world.service->open_candidate("toy");
        world.clock.advance(-days{365});
        REQUIRE(world.service->retrain());
        auto const next = world.service->open_candidate("toy");
        REQUIRE(next);
        CHECK(next->number > ahead->number);
        CHECK(next->expires == world.clock.now() + days{7});
        REQUIRE(world.service->approve("toy", "fine").published);
    }
}

TEST_CASE("after any jumps a reason leads to a run within the interval", "[clock_jumps]") {
    std::mt19937_64 random{20'260'101};
    auto const below = [&](std::uint64_t n) { return random() % n; };
    std::size_t jumps = 0, runs = 0, failures = 0, restarts = 0;
    for (int sequence = 0; sequence < 12; ++sequence) {
        INFO("sequence " << sequence);
        clocked<clocked_service<>> world;
        std::uint64_t generation = 0;
        std::size_t number = 0;
        auto const look = [&] {
            CHECK(world.generation() >= generation);
            generation = world.generation();
            for (; number < world.runs().size(); ++number) {
                ++runs;
                failures += world.runs()[number].any_failure();
                for (auto const& model : world.runs()[number].models)
                    if (!model.backup.empty()) CHECK(std::filesystem::exists(model.backup));
            }
            CHECK(world.backups().size() <= 4);
        };
        for (int step = 0; step < 40; ++step) {
            switch (below(8)) {
                case 0:  // anywhere within a year, either way
                    ++jumps;
                    world.clock.set(day(400) + std::chrono::minutes{below(2 * 365 * 1440)} - days{365});
                    break;
                case 1:
                    ++jumps;
                    world.clock.advance(below(2) == 0 ? days{365} : -days{365});
                    break;
                case 2:
                    world.trainer.script->fails = below(3) == 0;
                    world.bus.publish(nudge{});
                    break;
                case 3: (void)world.service->request("by request"); break;
                case 4: world.bus.publish(nudge{}); break;
                case 5:
                    if (below(3) == 0) {
                        ++restarts;
                        world.start();
                    }
                    break;
                default:
                    world.clock.advance(std::chrono::minutes{below(600)});
                    world.tick();
            }
            look();
        }
        // Rows have to be known for a run to be possible at all.
        world.clock.set(day(400) + std::chrono::minutes{below(365 * 1440)});
        world.trainer.script->fails = false;
        world.bus.publish(nudge{});  // the service sees the time
        auto const before = world.runs().size();
        for (int minute = 0; minute < 361; minute += 19) {
            world.clock.advance(19min);
            world.bus.publish(nudge{});
        }
        CHECK(world.clock.now() <= day(400) + days{365} + patience);
        look();
        CHECK(world.runs().size() > before);
        CHECK_FALSE(world.runs().back().any_failure());
        history_reader const reader{world.scratch / "logs" / "retraining_history.sqlite"};
        auto const live = reader.live_at("toy", time_point::max());
        REQUIRE(live);
        CHECK(live->generation == world.generation());
    }
    WARN(jumps << " jumps, " << restarts << " restarts, " << runs << " runs, " << failures
               << " of them failed");
    CHECK(failures > 0);
    CHECK(restarts > 0);
}
