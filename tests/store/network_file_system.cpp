// What is refused on a network file system and what is not, by a store, a ledger and a service.
#include <retrain/backup/no_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/defaults.hpp>
#include <retrain/detail/file_system_kind.hpp>
#include <retrain/ledger/file_ledger.hpp>
#include <retrain/logger/no_logger.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/store/file_store.hpp>

#include <laws/store.hpp>
#include <store/file_faults.hpp>
#include <support/catch.hpp>
#include <support/scratch_directory.hpp>
#include <support/toy.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

using namespace retrain;
using namespace retrain::testing;
using laws::winner;
namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t nfs = 0x6969;
constexpr std::uint32_t ext4 = 0xef53;

std::map<std::string, std::string> contents(fs::path const& directory) {
    std::map<std::string, std::string> found;
    for (auto const& entry : fs::recursive_directory_iterator{directory})
        found[entry.path().string()] =
            entry.is_regular_file() ? testing::read_file(entry.path()) : std::string{};
    return found;
}

template <class Action>
std::string refused_text(Action const& action) {
    try {
        action();
    } catch (error const& refused) {
        CHECK(refused.why() == failure_reason::network_file_system);
        return refused.what();
    }
    FAIL("nothing was thrown");
    return {};
}

}  // namespace

TEST_CASE("a store on a network file system reads and writes nothing", "[store]") {
    scratch_directory const scratch;
    auto const models = scratch / "models";
    file_store store{models};
    store.publish(winner{"one", "judge one", 0}.named("risk"));
    store.publish(winner{"two", "judge two", 1}.named("risk"));
    kept_candidate waits;
    waits.state = candidate_state::waiting;
    auto const bytes = laws::bytes_of("candidate");
    store.keep({"risk", "txt", bytes, bytes, waits});
    auto const before = contents(models);
    {
        injected_file_system const shared{models, nfs};
        auto const text =
            refused_text([&] { store.publish(winner{"x", "", 2}.named("risk")); });
        CHECK_THAT(text, ContainsSubstring("'" + models.string() + "' is on NFS"));
        CHECK_THAT(text, ContainsSubstring("allow_network_fs (RETRAIN_ALLOW_NETWORK_FS=true)"));
        refused_text([&] { store.rollback("risk", "why"); });
        refused_text([&] { store.pin("risk", "why"); });
        refused_text([&] { store.unpin("risk"); });
        refused_text([&] { store.keep({"risk", "txt", bytes, bytes, waits}); });
        refused_text([&] { store.settle("risk", 1, std::nullopt, ""); });
        refused_text([&] { (void)store.try_lock(); });
        refused_text([&] { (void)store.lock_acts(); });
        auto const told = store.recover();
        REQUIRE(told.size() == 1);
        CHECK_THAT(told.front(), ContainsSubstring("NFS"));
        CHECK(contents(models) == before);

        auto const found = store.find("risk");
        REQUIRE(found);
        CHECK(laws::serves(store, *found, "two", "judge two"));
        CHECK(store.candidates("risk").size() == 1);

        store.allow_network_fs();
        CHECK(store.publish(winner{"three", "", 2}.named("risk")).generation == 3);
        CHECK(store.try_lock());
        CHECK(store.lock_acts());
    }
    injected_file_system const own{models, ext4};
    CHECK(file_store{models}.publish(winner{"four", "", 3}.named("risk")).generation == 4);
}

TEST_CASE("not even a folder is made on a network file system", "[store]") {
    scratch_directory const scratch;
    injected_file_system const shared{scratch.path(), nfs};
    file_store store{scratch / "models"};
    refused_text([&] { (void)store.try_lock(); });
    refused_text([&] { (void)store.lock_acts(); });
    refused_text([&] { store.publish(winner{"x", "", 0}.named("risk")); });
    CHECK(fs::is_empty(scratch.path()));
}

TEST_CASE("a ledger on a network file system is read and not saved", "[ledger]") {
    scratch_directory const scratch;
    file_ledger ledger{scratch / "ledger.json"};
    ledger.save({.attempts = 3});
    injected_file_system const shared{scratch.path(), nfs};
    CHECK(ledger.load().attempts == 3);
    refused_text([&] { ledger.save({.attempts = 4}); });
    CHECK(ledger.load().attempts == 3);
    settings values;
    values.models_directory = scratch.path();
    values.allow_network_fs = true;
    file_ledger::from_settings(values).save({.attempts = 5});
    CHECK(ledger.load().attempts == 5);
}

TEST_CASE("a service on a network file system serves and does not run", "[service]") {
    using toy = toy_trainer<>;
    using service_type =
        retraining_service<toy_source, toy, kept_history, virtual_clock, no_backup, no_logger,
                           champion_challenger<log_loss, min_units<2>>>;
    scratch_directory const scratch;
    settings values;
    values.models_directory = scratch / "models";
    values.logs_directory = scratch / "logs";
    toy trainer;
    toy_source const source;
    kept_history const history;
    auto const make = [&] {
        return std::make_unique<service_type>(values, source, trainer, virtual_clock{day(110)},
                                              history);
    };
    trainer.script->confidence = 0.6F;
    REQUIRE(make()->retrain().run.any_published());

    injected_file_system const shared{scratch / "models", nfs};
    trainer.script->confidence = 0.99F;
    auto const before = testing::read_file(scratch / "models/toy.json");
    auto const trained = trainer.script->rows.size();
    {
        auto const service = make();
        REQUIRE(service->live<toy>());
        auto const report = service->retrain();
        REQUIRE(report.run.failure);
        CHECK(report.run.failure->why == failure_reason::network_file_system);
        CHECK_THAT(report.text, ContainsSubstring("RETRAIN_ALLOW_NETWORK_FS"));
        CHECK(history.kept->runs.back().failure->why == failure_reason::network_file_system);
        refused_text([&] { service->pin("toy", "why"); });
        refused_text([&] { service->rollback("toy", "why"); });
        CHECK_FALSE(fs::exists(scratch / "models/.act.lock"));
        CHECK(trainer.script->rows.size() == trained);
        CHECK(service->live<toy>()->model().confidence == 0.6F);
    }
    CHECK(testing::read_file(scratch / "models/toy.json") == before);

    values.allow_network_fs = true;
    auto const service = make();
    REQUIRE(service->retrain());
    CHECK(service->live<toy>()->model().confidence == 0.99F);
    CHECK(make()->live<toy>()->generation() == 2);
}
