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

#include <grp.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>

using namespace retrain;
using namespace retrain::testing;

// ---- defaults ---------------------------------------------------------------------------------

using plain = retraining_service<toy_trainer<>>;
static_assert(
    std::same_as<plain,
                 basic_retraining_service<
                     never, min_interval<std::chrono::hours{24}>,
                     timestamped_backup<keep_last<10>>, train_each<toy_trainer<>>, text_history,
                     csv_source<>, keep_all_rows, data_checks, purged_holdout<>, all_rows,
                     champion_challenger<log_loss>, replace, file_store, file_ledger,
                     inline_executor, system_time,
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
struct promotion_archetype {
    using policy_role = promotion_role;
    std::optional<set_aside_as> place(verdict const&, time_point) const noexcept { return {}; }
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
    void predict_proba(std::span<float const> rows, std::span<float> out) const {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            out[2 * row] = rows[row];
            out[2 * row + 1] = 1 - rows[row];
        }
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
                       window_archetype, validation_archetype, promotion_archetype,
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

// ---- over a real store --------------------------------------------------------------------------

namespace {

/// Decides on the few days that a test has.
using toy_gate = champion_challenger<log_loss, min_units<2>>;

struct on_disk {
    scratch_directory scratch;
    settings values = [&] {
        settings given;
        given.models_directory = (scratch / "models").string();
        given.logs_directory = (scratch / "logs").string();
        return given;
    }();
    toy_source source;
    toy_trainer<> trainer;

    kept_history history;
    using service_type =
        retraining_service<toy_source, toy_trainer<>, kept_history, virtual_clock, no_backup,
                           toy_gate>;

    std::unique_ptr<service_type> make() {
        return std::make_unique<service_type>(values, source, trainer, virtual_clock{day(110)},
                                              history);
    }

    /// So many versions, the later the more sure of itself.
    std::unique_ptr<service_type> with_versions(int count) {
        auto service = make();
        for (int n = 0; n < count; ++n) {
            trainer.script->confidence = 0.6F + 0.1F * static_cast<float>(n);
            REQUIRE(service->retrain());
            if (!history.kept->runs.back().models[0].published)
                REQUIRE(service->force_promote("toy", "a test").published);
        }
        return service;
    }
    float confidence() { return make()->live<toy_trainer<>>()->model().confidence; }
};

}  // namespace

TEST_CASE("a rollback is pinned, so that the next winner waits", "[assemble]") {
    on_disk world;
    auto const service = world.with_versions(3);
    REQUIRE(world.confidence() == 0.8F);
    REQUIRE(service->rollback("toy", "the first was the best", 1) == 4);
    REQUIRE(world.confidence() == 0.6F);
    REQUIRE_THROWS_WITH(service->rollback("toy", "no such", 9), ContainsSubstring("no version 9"));

    world.trainer.script->confidence = 0.99F;
    REQUIRE(service->retrain());
    auto const outcome = world.history.kept->runs.back().models[0];
    REQUIRE_FALSE(outcome.published);
    REQUIRE(world.confidence() == 0.6F);
    REQUIRE_THROWS_WITH(service->force_promote("toy", "I want it"), ContainsSubstring("is pinned"));
    REQUIRE(world.confidence() == 0.6F);

    REQUIRE(service->unpin("toy", "it was a holiday").by_hand->kind == intervention_kind::unpin);
    REQUIRE(service->force_promote("toy", "now").published);
    REQUIRE(world.confidence() == 0.99F);
    REQUIRE(service->pin("toy", "the board meets").generation ==
            service->live<toy_trainer<>>()->generation() + 1);
}

TEST_CASE("a rollback is true once it returns: the next read serves the very bytes", "[assemble]") {
    on_disk world;
    auto const service = world.with_versions(3);
    auto const first = read_file(world.scratch / "models/versions/toy/1.toy");
    auto const generation = service->rollback("toy", "the first was the best", 1);
    auto const serving = service->live<toy_trainer<>>();
    REQUIRE(serving->generation() == generation);
    REQUIRE(serving->version().version == 1);
    REQUIRE(serving->model().confidence == 0.6F);
    auto const saved = serving->model().save();
    REQUIRE(std::ranges::equal(saved, first, {}, {}, [](char c) { return std::byte(c); }));
    REQUIRE(read_file(world.scratch / "models/toy.toy") == first);
    REQUIRE(world.make()->live<toy_trainer<>>()->version().version == 1);
}

TEST_CASE("a rollback to a damaged version is refused and changes nothing", "[assemble]") {
    std::string const damaged = GENERATE("1.toy", "1.judge.toy");
    on_disk world;
    auto const service = world.with_versions(3);
    auto const before = service->live<toy_trainer<>>();
    auto const manifest = read_file(world.scratch / "models/toy.json");
    auto const file = world.scratch / ("models/versions/toy/" + damaged);
    auto bytes = read_file(file);
    bytes[1] = static_cast<char>(bytes[1] ^ 1);
    write_file(file, bytes);
    auto const records = world.history.kept->runs.size();
    try {
        service->rollback("toy", "it was the best", 1);
        FAIL("a damaged version went live");
    } catch (error const& refused) {
        REQUIRE(refused.why() == failure_reason::corrupt_model);
    }
    REQUIRE(service->live<toy_trainer<>>() == before);
    REQUIRE(read_file(world.scratch / "models/toy.json") == manifest);
    REQUIRE(world.history.kept->runs.size() == records);
    REQUIRE(service->rollback("toy", "then the second", 2) == before->generation() + 1);
    REQUIRE(service->live<toy_trainer<>>()->version().version == 2);
}

TEST_CASE("a damaged judge of the live model fails each run until a rollback", "[assemble]") {
    on_disk world;
    world.with_versions(2).reset();
    auto const file = world.scratch / "models/versions/toy/2.judge.toy";
    auto bytes = read_file(file);
    bytes[1] = static_cast<char>(bytes[1] ^ 1);
    write_file(file, bytes);
    auto const service = world.make();
    auto const before = service->live<toy_trainer<>>();
    REQUIRE(before->version().version == 2);
    for (int n = 0; n != 2; ++n) {
        REQUIRE(service->retrain().run.any_failure());
        auto const& run = world.history.kept->runs.back();
        auto const& failed = run.failure ? run.failure : run.models.at(0).failure;
        REQUIRE(failed);
        REQUIRE(failed->why == failure_reason::corrupt_model);
        REQUIRE_THAT(failed->text, ContainsSubstring("'" + file.string() + "' does not have"));
        REQUIRE(service->live<toy_trainer<>>() == before);
    }
    service->rollback("toy", "its judge is whole", 1);
    REQUIRE(service->live<toy_trainer<>>()->version().version == 1);
    service->unpin("toy", "all is well");
    REQUIRE(service->retrain());
    REQUIRE(world.history.kept->runs.back().models.at(0).verdict);
}

TEST_CASE("a name whose only version has a damaged judge begins anew without its manifest",
          "[assemble]") {
    on_disk world;
    world.with_versions(1).reset();
    write_file(world.scratch / "models/versions/toy/1.judge.toy", "damaged");
    REQUIRE(world.make()->retrain().run.any_failure());
    std::filesystem::remove(world.scratch / "models/toy.json");
    auto const service = world.make();
    REQUIRE_FALSE(service->live<toy_trainer<>>());
    REQUIRE(service->retrain().run.any_published());
    REQUIRE(service->live<toy_trainer<>>()->version().version == 2);
    REQUIRE(service->retrain());
    REQUIRE(world.history.kept->runs.back().models.at(0).verdict);
}

TEST_CASE("versions are named by number or by alias", "[assemble]") {
    on_disk world;
    auto const service = world.with_versions(3);
    auto const version = [&](version_name which) {
        auto const found = service->find_version("toy", which);
        return found ? found->version.version : 0;
    };
    REQUIRE(version(model_alias::champion) == 3);
    REQUIRE(version(model_alias::previous) == 2);
    REQUIRE(version(1) == 1);
    REQUIRE_FALSE(service->find_version("toy", 9));
    REQUIRE_FALSE(service->find_version("toy", model_alias::challenger));
    REQUIRE_THROWS_WITH(service->find_version("other", 1), ContainsSubstring("no model is named"));

    REQUIRE_THROWS_WITH(service->rollback("toy", "why", model_alias::champion),
                        ContainsSubstring("is live already"));
    REQUIRE_THROWS_WITH(service->rollback("toy", "why", model_alias::challenger),
                        ContainsSubstring("was never live"));
    REQUIRE(world.confidence() == 0.8F);
    service->rollback("toy", "why", model_alias::previous);
    REQUIRE(version(model_alias::champion) == 2);
    REQUIRE(version(model_alias::previous) == 3);
    service->rollback("toy", "why", *parse_version_name("1"));
    REQUIRE(version(model_alias::champion) == 1);

    world.trainer.script->confidence = 0.95F;  // wins, and waits since the champion is pinned
    REQUIRE(service->retrain());
    auto const challenger = service->find_version("toy", model_alias::challenger);
    REQUIRE(challenger);
    REQUIRE(challenger->candidate == service->open_candidate("toy")->number);
}

TEST_CASE("a winner over a pinned version waits, and can be approved after the unpinning",
          "[assemble]") {
    on_disk world;
    auto const service = world.with_versions(1);
    service->pin("toy", "holidays");
    world.trainer.script->confidence = 0.95F;
    REQUIRE(service->retrain());
    auto const outcome = world.history.kept->runs.back().models[0];
    REQUIRE(outcome.verdict->publishes());
    REQUIRE(outcome.kept == candidate_state::waiting);
    REQUIRE(world.confidence() == 0.6F);
    REQUIRE_THROWS_WITH(service->approve("toy", "fine"), ContainsSubstring("is pinned"));
    service->unpin("toy", "over");
    REQUIRE(service->approve("toy", "fine").published);
    REQUIRE(world.confidence() == 0.95F);
}

TEST_CASE("after a pin the next winner takes the place of the one that waits", "[assemble]") {
    on_disk world;
    auto const service = world.with_versions(1);
    service->pin("toy", "holidays");
    world.trainer.script->confidence = 0.85F;
    REQUIRE(service->retrain());
    REQUIRE(service->open_candidate("toy"));
    service->unpin("toy", "over");
    world.trainer.script->confidence = 0.95F;
    REQUIRE(service->retrain());
    REQUIRE(world.confidence() == 0.95F);
    CHECK_FALSE(service->open_candidate("toy"));
    REQUIRE_THROWS_WITH(service->approve("toy", "the older"), ContainsSubstring("no winner"));
    CHECK(world.confidence() == 0.95F);
    auto const kept = file_store{world.scratch / "models"}.candidates("toy");
    REQUIRE(kept.size() == 1);
    CHECK(kept.front().state == candidate_state::superseded);
}

namespace {

constexpr int nobody_can_tell = 77;

/// What `look` answers in a process that has no more rights than anybody, for root may write
/// anywhere, and that can read `place`.
template <class Look>
int wrong_for_nobody(std::filesystem::path const& place, Look const& look) {
    ::pid_t const child = ::fork();
    if (child == 0) {
        int found = 78;
        try {
            constexpr ::uid_t nobody = 65534;
            bool const is_nobody =
                ::geteuid() != 0 || (::setgroups(0, nullptr) == 0 &&
                                     ::setgid(nobody) == 0 && ::setuid(nobody) == 0);
            found = is_nobody && ::access(place.c_str(), R_OK | X_OK) == 0 ? look()
                                                                           : nobody_can_tell;
        } catch (std::exception const& mistake) {
            std::fprintf(stderr, "%s\n", mistake.what());
        }
        ::_exit(found);
    }
    int status = 0;
    if (child == -1 || ::waitpid(child, &status, 0) == -1) return 79;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 80;
}

}  // namespace

TEST_CASE("a directory that can't be written is served, and a run in it refused", "[assemble]") {
    on_disk world;
    {
        auto const service = world.with_versions(1);
    }
    namespace fs = std::filesystem;
    auto const models = world.scratch / "models";
    auto const all_read = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
    auto const all_enter = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    fs::permissions(world.scratch.path(), all_read | all_enter, fs::perm_options::add);
    for (auto const& entry : fs::recursive_directory_iterator{models})
        fs::permissions(entry.path(), entry.is_directory() ? all_read | all_enter : all_read,
                        fs::perm_options::add);
    fs::permissions(models, all_read | all_enter);

    int const wrong = wrong_for_nobody(models, [&] {
        file_store store{models};
        int found = store.writable() ? 1 : 0;
        auto const service = world.make();
        if (!service->live<toy_trainer<>>()) found |= 2;
        auto const report = service->retrain();
        if (!report.skipped || report.skipped->why != skip_reason::store_read_only) found |= 4;
        if (!store.recover().empty()) found |= 8;
        return found;
    });
    fs::permissions(models, fs::perms::owner_write, fs::perm_options::add);
    if (wrong == nobody_can_tell)
        WARN("nobody without rights can read here, so nothing is tested");
    else
        CHECK(wrong == 0);
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
    CHECK(report.run.rows.outside_window == 46);  // and 24 are held out: 12 units
    CHECK(report.run.rows.new_samples == 100);
    CHECK(trainer.script->rows == std::vector<std::size_t>{30, 30});
}
