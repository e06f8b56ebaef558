// Who was live when: the history and the store say the same, whoever made a version live.
#include <retrain/backup/no_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/defaults.hpp>
#include <retrain/history/history_reader.hpp>
#include <retrain/history/sqlite_history.hpp>
#include <retrain/ledger/memory_ledger.hpp>
#include <retrain/logger/no_logger.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/store/file_store.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>
#include <support/toy.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

using namespace retrain;
using namespace retrain::testing;
using namespace std::chrono_literals;

TEST_CASE("history and store tell who was live, over every way to go live", "[history]") {
    using toy = toy_trainer<>;
    scratch_directory const scratch;
    sqlite_history const history{scratch / "history.sqlite"};
    file_store const store{scratch / "models"};
    virtual_clock clock{day(110)};
    toy trainer;
    retraining_service<toy_source, toy, sqlite_history, file_store, memory_ledger, virtual_clock,
                       no_backup, no_logger, champion_challenger<log_loss, min_units<2>>>
        service{trainer, history, store, clock};

    /// From when on which generation of which version was live, and by whose hand.
    struct expected {
        retrain::time_point since;
        std::uint64_t generation;
        std::uint64_t version;
        std::string by_hand;
    };
    std::vector<expected> truth;
    auto const went_live = [&](std::uint64_t version, std::string const& by_hand) {
        auto const live = service.live<toy>();
        REQUIRE(live->version().version == version);
        truth.push_back({clock.now(), live->generation(), version, by_hand});
        clock.advance(1h);
    };
    auto const train = [&](float confidence) {
        trainer.script->confidence = confidence;
        REQUIRE(service.retrain());
    };

    // A run takes its time; what it made is live from its end on.
    trainer.script->during = [&] { clock.advance(10min); };
    train(0.6F);
    went_live(1, "");
    train(0.95F);
    went_live(2, "");
    train(0.7F);  // rejected
    service.force_promote("toy", "I know better");
    went_live(3, "force");
    service.rollback("toy", "I did not", 2);
    went_live(2, "rollback");
    service.pin("toy", "holidays");  // makes nothing live
    clock.advance(1h);
    train(0.99F);  // wins, and waits
    clock.advance(1h);
    service.unpin("toy", "back again");
    clock.advance(1h);
    service.approve("toy", "it looks right");
    went_live(7, "approval");
    service.rollback("toy", "it does not", 1);
    went_live(1, "rollback");

    history_reader const reader{history.file()};
    CHECK_FALSE(reader.live_at("toy", truth[0].since - 1ns));
    CHECK_FALSE(store.live_at("toy", truth[0].since - 1ns));
    for (std::size_t n = 0; n < truth.size(); ++n) {
        auto const& was = truth[n];
        CAPTURE(n, was.generation, was.version);
        auto const until = n + 1 < truth.size() ? truth[n + 1].since : clock.now();
        for (auto const instant : {was.since, until - 1ns}) {
            auto const recorded = reader.live_at("toy", instant);
            REQUIRE(recorded);
            CHECK(recorded->generation == was.generation);
            CHECK(recorded->since == was.since);
            CHECK(recorded->by_hand == was.by_hand);
            auto const kept = store.live_at("toy", instant);
            REQUIRE(kept);
            CHECK(kept->generation == was.generation);
            CHECK(kept->version == was.version);
            CHECK(kept->at == was.since);
        }
    }
    CHECK(store.live_at("toy", truth[3].since)->because == "I did not");
}
