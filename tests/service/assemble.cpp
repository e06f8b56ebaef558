#include <retrain/service/assemble.hpp>

#include <retrain/backup/no_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/defaults.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/interval/min_new_samples.hpp>
#include <retrain/ledger/memory_ledger.hpp>
#include <retrain/logger/no_logger.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/split/allow_unpurged.hpp>
#include <retrain/split/unpurged_holdout.hpp>
#include <retrain/window/last_rows.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>
#include <support/toy.hpp>

#include <concepts>

using namespace retrain;
using namespace retrain::testing;

// ---- defaults ---------------------------------------------------------------------------------

using plain = retraining_service<toy_trainer<>>;
static_assert(
    std::same_as<plain,
                 basic_retraining_service<
                     manual_only, min_interval<std::chrono::hours{24}>,
                     timestamped_backup<keep_last<10>>, train_each<toy_trainer<>>, text_history,
                     csv_source<>, keep_all_rows, data_checks, purged_holdout<>, all_rows,
                     champion_challenger<log_loss>,
                     file_store, file_ledger, inline_executor, system_time,
                     typename default_policy<logger_role>::type, named<unnamed_service>>>);

// ---- archetypes: types that offer what the concepts ask for, and nothing more -------------------

namespace {

struct event {};
struct trigger_archetype {
    using policy_role = trigger_role;
    using events = type_list<event>;
    std::optional<reason> observe(event const&, observation const&) noexcept {
        return reason{"archetype"};
    }
};
struct interval_archetype {
    using policy_role = interval_role;
    bool allows(observation const&) const noexcept { return true; }
};
struct backup_archetype {
    using policy_role = backup_role;
    std::string preserve(backup_request const&) { return {}; }
};
struct history_archetype {
    using policy_role = history_role;
    void record(run_record const&) {}
};
struct source_archetype {
    using policy_role = source_role;
    dataset load(load_request const&) { return toy_rows(60); }
};
struct filter_archetype {
    using policy_role = filter_role;
    row_decision judge(row_view const&) const { return row_decision::pass; }
};
struct data_gate_archetype {
    using policy_role = data_gate_role;
    data_findings check(dataset_view, std::span<model_metadata const>) const { return {}; }
};
struct window_archetype {
    using policy_role = window_role;
    time_point begin(dataset_view, std::string_view) const { return day(0); }
};
struct split_archetype {
    using policy_role = split_role;
    static constexpr bool refits = false;
    static constexpr bool purged = true;
    split_rows split(dataset_view) const { return {{0, 1, 2, 3}, {10, 11, 12, 13}, 0}; }
};
struct validation_archetype {
    using policy_role = validation_role;
    verdict decide(evidence const&) const noexcept {
        return {.kind = decision_kind::promote, .why = verdict_reason::not_validated};
    }
};
struct model_archetype {
    static constexpr std::string_view extension = "bin";
    std::vector<std::byte> save() const { return std::vector<std::byte>(1); }
    static model_archetype load(std::span<std::byte const>) { return {}; }
    void predict_proba(std::span<float const>, std::span<float> out) const {
        for (auto& probability : out) probability = 0.5F;
    }
    std::size_t feature_count() const { return 1; }
    std::size_t class_count() const { return 2; }
};
struct trainer_archetype {
    using policy_role = trainer_role;
    static constexpr std::string_view name = "archetype";
    model_archetype train(training_request const&) { return {}; }
};
struct ledger_archetype {
    using policy_role = ledger_role;
    ledger_state load() { return {}; }
    void save(ledger_state const&) {}
};
struct executor_archetype {
    using policy_role = executor_role;
    void submit(job work) noexcept { work(); }
    void wake_after(std::chrono::nanoseconds, job) noexcept {}
    void stop() noexcept {}
};
struct clock_archetype {
    using policy_role = clock_role;
    time_point now() const noexcept { return day(100); }
};
struct logger_archetype {
    using policy_role = logger_role;
    void log(log_level, std::string_view) noexcept {}
};

using archetype_service =
    retraining_service<trigger_archetype, interval_archetype, backup_archetype, history_archetype,
                       source_archetype, filter_archetype, data_gate_archetype, split_archetype,
                       window_archetype, validation_archetype, trainer_archetype, memory_store,
                       ledger_archetype, executor_archetype, clock_archetype, logger_archetype>;

}  // namespace

TEST_CASE("a service asks nothing of its policies beyond their concepts", "[assemble]") {
    archetype_service service;
    event_bus bus;
    auto const connected = service.connect(bus);
    bus.publish(event{});
    REQUIRE(service.live<trainer_archetype>());
    REQUIRE(service.retrain());
    REQUIRE(service.request());
    REQUIRE(service.can_retrain_now());
    REQUIRE(service.stats().attempts == 3);
    REQUIRE(service.rollback<trainer_archetype>("because") == 4);
    service.cancel();
}

TEST_CASE("the defaults make a service that works", "[assemble]") {
    scratch_directory scratch;
    write_file(scratch / "rows.csv", [] {
        std::string rows = "signal,label\n";
        for (int row = 0; row < 100; ++row) rows += row % 2 == 0 ? "0,buy\n" : "1,avoid\n";
        return rows;
    }());
    settings values;
    values.training_data = scratch / "rows.csv";
    values.models_directory = scratch / "models";
    values.logs_directory = scratch / "logs";
    {
        plain service{values};
        auto const report = service.retrain("first model");
        INFO(report.text);
        REQUIRE(report.run.any_published());
        REQUIRE(std::filesystem::exists(scratch / "models" / "toy.toy"));
        REQUIRE_THAT(read_file(scratch / "logs" / "ml_retraining_history.txt"),
                     ContainsSubstring("first model"));
    }
    plain again{values};
    REQUIRE(again.live<toy_trainer<>>()->generation() == 1);
    REQUIRE(again.can_retrain_now().refused->why == skip_reason::interval_not_over);
}

namespace {

/// Refuses where it is told to.
struct strict_gate {
    using policy_role = data_gate_role;
    bool refuses = true;
    data_findings check(dataset_view, std::span<model_metadata const>) const {
        if (refuses) throw error{failure_reason::bad_data, "the feed is broken"};
        return {};
    }
};

template <class... More>
using checked_service =
    retraining_service<More..., toy_trainer<>, toy_source, memory_store, memory_ledger, no_backup,
                       kept_history, no_logger, virtual_clock, min_new_samples<10>>;

}  // namespace

TEST_CASE("a data gate ends a run before training, and says so beforehand", "[assemble]") {
    toy_trainer<> const trainer;
    kept_history const history;
    virtual_clock const clock{day(300)};
    checked_service<strict_gate> service{trainer, history, clock, strict_gate{true}};
    CHECK_THAT(service.can_retrain_now().text, ContainsSubstring("the feed is broken"));
    auto const report = service.retrain();
    REQUIRE(report.run.failure);
    CHECK(report.run.failure->why == failure_reason::bad_data);
    CHECK_THAT(report.text, ContainsSubstring("the feed is broken"));
    CHECK(history.kept->runs.back().rows.read == 100);
    CHECK(history.kept->runs.back().rows.kept == 100);
    CHECK(trainer.script->rows.empty());
    CHECK_FALSE(service.live<"toy">());
}

TEST_CASE("a window and an unpurged split are policies like others, in any order", "[assemble]") {
    using loose = allow_unpurged<unpurged_holdout<>>;
    static_assert(std::same_as<checked_service<last_rows<30>, loose>,
                               checked_service<loose, last_rows<30>>>);
    toy_trainer<> const trainer;
    kept_history const history;
    virtual_clock const clock{day(300)};
    checked_service<last_rows<30>, loose> service{trainer, history, clock};
    auto const report = service.retrain();
    INFO(report.text);
    REQUIRE(report);
    CHECK(report.run.rows.unpurged);
    CHECK(report.run.rows.training == 30);
    CHECK(report.run.rows.outside_window == 50);
    CHECK(report.run.rows.new_samples == 100);
    CHECK(trainer.script->rows == std::vector<std::size_t>{30, 30});
}
