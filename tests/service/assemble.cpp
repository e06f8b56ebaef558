#include <retrain/service/assemble.hpp>

#include <retrain/defaults.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/retraining_service.hpp>

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
                       source_archetype, filter_archetype, split_archetype, validation_archetype,
                       trainer_archetype, memory_store, ledger_archetype, executor_archetype,
                       clock_archetype, logger_archetype>;

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
