#include <retrain/trigger/on_data_drift.hpp>

#include <retrain/backup/no_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/history/jsonl_history.hpp>
#include <retrain/history/read_jsonl_history.hpp>
#include <retrain/history/record_to.hpp>
#include <retrain/ledger/file_ledger.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/split/purged_holdout.hpp>
#include <retrain/store/file_store.hpp>
#include <retrain/validation/no_validation.hpp>

#include <data_drift/samples.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>
#include <support/toy.hpp>

#include <cstddef>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

using namespace retrain;
using namespace retrain::testing;

namespace {

/// Tells the rows on one side of the training rows' middle from those on the other.
struct middle_model {
    static constexpr std::string_view extension = "middle";
    float middle = 0;

    [[nodiscard]] std::vector<std::byte> save() const {
        std::vector<std::byte> bytes(sizeof middle);
        std::memcpy(bytes.data(), &middle, sizeof middle);
        return bytes;
    }
    [[nodiscard]] static middle_model load(std::span<std::byte const> bytes) {
        middle_model model;
        if (bytes.size() != sizeof model.middle)
            throw error{failure_reason::corrupt_model, "not a middle"};
        std::memcpy(&model.middle, bytes.data(), sizeof model.middle);
        return model;
    }
    void predict_proba(std::span<float const> rows, std::span<float> out) const {
        for (std::size_t row = 0; row < rows.size() / 2; ++row) {
            out[2 * row] = rows[2 * row] < middle ? 0.75F : 0.25F;
            out[2 * row + 1] = 1 - out[2 * row];
        }
    }
    [[nodiscard]] static std::size_t feature_count() noexcept { return 2; }
    [[nodiscard]] static std::size_t class_count() noexcept { return 2; }
};

struct middle_trainer {
    using policy_role = trainer_role;
    static constexpr std::string_view name = "middle";

    [[nodiscard]] static middle_model train(training_request const& request) {
        double sum = 0;
        for (std::size_t row = 0; row < request.rows.row_count(); ++row)
            sum += request.rows.row(row)[0];
        return {static_cast<float>(sum / static_cast<double>(request.rows.row_count()))};
    }
};

using drift = on_data_drift<40>;

/// Compares every fourth row, and alarms where both columns have drifted.
drift both_columns() {
    data_drift_options options;
    options.columns = 1;
    return drift{options, 4};
}

using watched =
    retraining_service<drift, toy_source, file_store, file_ledger,
                       record_to<kept_history, jsonl_history>, virtual_clock, no_backup,
                       purged_holdout<20, refit, 500, 0>, no_validation, middle_trainer>;

/// 400 rows, all of them known, whose features are `shift` away from 0.
dataset labelled_rows(float shift) {
    dataset rows = toy_rows(400);
    rows.shape.features = {{"momentum", column_type::number}, {"volume", column_type::number}};
    numbers random{11};
    rows.features = random.normals(800, shift);
    return rows;
}

constexpr std::string_view both_moved = "data_drift (2): momentum, volume";

struct surroundings {
    scratch_directory folder{};
    toy_source source{std::make_shared<dataset>(labelled_rows(0))};
    kept_history history{};
    virtual_clock clock{day(500)};
    std::unique_ptr<event_bus> bus = std::make_unique<event_bus>();
    std::unique_ptr<watched> service{};
    connection line{};
    numbers random{7};

    surroundings() {
        start();
        REQUIRE(service->retrain("first"));
        REQUIRE(generation() == 1);
        clock.advance(25h);
    }

    /// A new service object on the same folder; an old one ends as a program does.
    void start() {
        line = {};
        service.reset();
        service = std::make_unique<watched>(
            source, file_store{folder / "models"}, file_ledger{folder / "models/ledger.json"},
            record_to<kept_history, jsonl_history>{history, jsonl_history{folder / "runs.jsonl"}},
            clock, both_columns());
        line = service->connect(*bus);
    }

    void serve(std::size_t count, float shift) {
        for (; count > 0; --count) {
            auto const row = random.normals(2, shift);
            bus->publish(row_served{"middle", row});
        }
    }
    void tick() { bus->publish(clock_tick{clock.now()}); }

    std::uint64_t generation() { return service->live<middle_trainer>()->generation(); }
    bool pending() {
        return service->look_at_trigger([](drift const& t) { return t.pending(); });
    }
    bool has_reference() {
        return service->look_at_trigger([](drift const& t) { return t.has_reference(); });
    }
    std::size_t skips() { return service->stats().skips["interval_not_over"]; }
    auto const& runs() const { return history.kept->runs; }
};

}  // namespace

TEST_CASE("rows that have drifted start a run that says which columns", "[service]") {
    surroundings world;
    auto const live = world.service->live<middle_trainer>();
    REQUIRE(live->metadata().reference == drift{}.summarize(world.source.rows->view()));
    REQUIRE(world.has_reference());

    world.serve(400, 0);
    REQUIRE(world.runs().size() == 1);
    world.serve(40, 3);
    REQUIRE(world.runs().size() == 2);
    REQUIRE(world.runs()[1].reason == both_moved);
    REQUIRE(world.generation() == 2);
    REQUIRE(world.service->live<middle_trainer>()->metadata().trained_because == both_moved);

    std::vector<std::string> recorded;
    read_jsonl_history(world.folder / "runs.jsonl", [&](auto const& record) {
        recorded.push_back(record.at("reason").template get<std::string>());
    });
    REQUIRE(recorded == std::vector<std::string>{"first", std::string{both_moved}});
}

TEST_CASE("a run for another reason withdraws the alarm and empties the window", "[service]") {
    surroundings world;
    REQUIRE(world.service->retrain("second"));  // closes the interval
    world.serve(40, 3);
    REQUIRE(world.pending());
    world.clock.advance(1s);
    REQUIRE(world.service->retrain("third"));
    world.serve(39, 3);
    REQUIRE_FALSE(world.pending());
    world.serve(1, 3);
    REQUIRE(world.pending());
}

TEST_CASE("the reference travels with the model over a restart", "[service]") {
    surroundings world;
    world.start();
    REQUIRE(world.has_reference());
    world.serve(400, 0);
    REQUIRE(world.runs().size() == 1);
    world.serve(40, 3);
    REQUIRE(world.runs().size() == 2);
}

TEST_CASE("a new version brings its reference, a rollback the older one", "[service]") {
    surroundings world;
    *world.source.rows = labelled_rows(3);
    REQUIRE(world.service->retrain("the market has moved"));
    REQUIRE(world.generation() == 2);
    world.clock.advance(25h);
    world.serve(200, 3);
    REQUIRE(world.runs().size() == 2);

    world.service->rollback<middle_trainer>("the newer one lost money");
    REQUIRE(world.runs().size() == 3);  // the rollback's record
    world.serve(4, 3);  // the rows of the window are no longer what the live version knows
    REQUIRE(world.runs().size() == 4);
    REQUIRE(world.runs()[3].reason == both_moved);
    REQUIRE(world.runs()[3].models[0].kept == candidate_state::waiting);  // a rollback pins
    world.clock.advance(25h);
    world.serve(80, 0);
    REQUIRE(world.runs().size() == 4);

    world.start();  // finds the older version and its reference
    world.serve(80, 0);
    REQUIRE(world.runs().size() == 4);
    world.service->unpin("middle", "the market has moved indeed");
    REQUIRE(world.service->approve("middle", "it suits the rows").published);
    REQUIRE(world.runs().size() == 6);  // with the records of both acts
    world.serve(4, 0);
    REQUIRE(world.runs().size() == 7);
    REQUIRE(world.runs()[6].reason == both_moved);
}

TEST_CASE("a half-filled window survives a restart", "[service]") {
    surroundings world;
    world.serve(30, 3);
    world.start();
    world.serve(9, 3);
    REQUIRE(world.runs().size() == 1);
    world.serve(1, 3);
    REQUIRE(world.runs().size() == 2);
}

TEST_CASE("an alarm within the interval is not lost, nor over a restart", "[service]") {
    surroundings world;
    REQUIRE(world.service->retrain("second"));
    world.serve(40, 3);
    REQUIRE(world.runs().size() == 2);
    REQUIRE(world.skips() == 1);
    REQUIRE(world.history.kept->skips.back().reason == both_moved);

    // It is asked for again once a minute, however many rows there are.
    world.serve(100, 3);
    world.tick();
    REQUIRE(world.skips() == 1);
    world.clock.advance(1min);
    world.serve(100, 3);
    world.tick();
    REQUIRE(world.skips() == 2);

    world.start();
    REQUIRE(world.pending());
    world.tick();
    REQUIRE(world.skips() == 2);
    world.clock.advance(23h);
    world.tick();
    REQUIRE(world.skips() == 3);
    REQUIRE(world.runs().size() == 2);

    world.clock.advance(1h);
    world.tick();
    REQUIRE(world.runs().size() == 3);
    REQUIRE(world.runs()[2].reason == both_moved);
    world.clock.advance(25h);
    world.tick();
    REQUIRE_FALSE(world.pending());
    REQUIRE(world.runs().size() == 3);
}

TEST_CASE("an alarm whose run failed is tried again and stays until a verdict", "[service]") {
    surroundings world;
    *world.source.missing = true;
    world.serve(40, 3);
    REQUIRE(world.runs().size() == 2);
    REQUIRE(world.runs()[1].failure->why == failure_reason::source_missing);
    REQUIRE(world.pending());
    *world.source.missing = false;
    world.clock.advance(1min);
    world.tick();
    REQUIRE(world.runs().size() == 3);
    REQUIRE(world.runs()[2].any_published());
    world.clock.advance(25h);
    world.tick();
    REQUIRE_FALSE(world.pending());
    REQUIRE(world.runs().size() == 3);
}

TEST_CASE("a version that was published without the trigger has no reference", "[service]") {
    scratch_directory folder;
    toy_source const source{std::make_shared<dataset>(labelled_rows(0))};
    virtual_clock const clock{day(500)};
    kept_history const history;
    {
        retraining_service<toy_source, file_store, file_ledger, kept_history, virtual_clock,
                           no_backup, purged_holdout<20, refit, 500, 0>, no_validation,
                           middle_trainer>
            before{source, file_store{folder / "models"}, file_ledger{folder / "l.json"}, history,
                   clock};
        REQUIRE(before.retrain("first"));
    }
    watched service{source, file_store{folder / "models"}, file_ledger{folder / "l.json"},
                    record_to<kept_history, jsonl_history>{history, jsonl_history{folder / "h"}},
                    clock, both_columns()};
    auto const has_reference = [](drift const& t) { return t.has_reference(); };
    REQUIRE_FALSE(service.look_at_trigger(has_reference));
    std::vector<float> const far{9, 9};
    for (int i = 0; i < 100; ++i) service(row_served{"middle", far});
    REQUIRE(history.kept->runs.size() == 1);
    REQUIRE(service.retrain("second"));
    REQUIRE(service.look_at_trigger(has_reference));
}

namespace {
struct kept_log {
    using policy_role = logger_role;
    std::shared_ptr<std::vector<std::string>> lines = std::make_shared<std::vector<std::string>>();
    void log(log_level, std::string_view text) noexcept { lines->emplace_back(text); }
};
}  // namespace

TEST_CASE("a reference for another window is an error of the log, and the model serves", "[service]") {
    surroundings world;
    world.line = {};
    world.service.reset();
    kept_log const log;
    retraining_service<on_data_drift<60>, toy_source, file_store, file_ledger, kept_history,
                       virtual_clock, no_backup, no_validation, middle_trainer, kept_log>
        wider{world.source, file_store{world.folder / "models"},
              file_ledger{world.folder / "models/ledger.json"}, world.history, world.clock, log};
    REQUIRE(wider.live<middle_trainer>()->generation() == 1);
    REQUIRE_FALSE(
        wider.look_at_trigger([](on_data_drift<60> const& t) { return t.has_reference(); }));
    REQUIRE_THAT(log.lines->back(), ContainsSubstring("name on_data_drift<40>"));
}
