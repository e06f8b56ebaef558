#include <retrain/service/instance.hpp>

#include <retrain/backup/no_backup.hpp>
#include <retrain/clock/virtual_clock.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/ledger/memory_ledger.hpp>
#include <retrain/retraining_service.hpp>
#include <retrain/trigger/on.hpp>

#include <support/catch.hpp>
#include <support/toy.hpp>

using namespace retrain;
using namespace retrain::testing;

namespace {

struct ping {};

struct kept_log {
    using policy_role = logger_role;
    std::shared_ptr<std::string> text = std::make_shared<std::string>();
    void log(log_level, std::string_view line) noexcept { *text += std::string{line} + "\n"; }
};

template <class Tag>
using tagged_service =
    retraining_service<on<ping>, toy_source, memory_store, memory_ledger, kept_history,
                       virtual_clock, no_backup, toy_trainer<>, kept_log, named<Tag>>;

}  // namespace

TEST_CASE("an instance is configured once, before its first use", "[instance]") {
    struct tag {};
    using service = tagged_service<tag>;
    REQUIRE_THROWS_WITH(instance<service>(), ContainsSubstring("configure_instance"));
    event_bus bus;
    REQUIRE_THROWS_AS(setup_retraining<service>(bus), error);

    kept_history history;
    auto& made = configure_instance<service>(history, virtual_clock{day(60)});
    REQUIRE(&instance<service>() == &made);
    REQUIRE_THROWS_WITH(configure_instance<service>(), ContainsSubstring("exists already"));

    bus.publish(ping{});
    REQUIRE(history.kept->runs.empty());
    auto const connected = setup_retraining<service>(bus);
    bus.publish(ping{});
    REQUIRE(history.kept->runs.size() == 1);
}

TEST_CASE("the environment decides, and the log says how", "[instance]") {
    struct tag {};
    using service = tagged_service<tag>;
    kept_log log;
    kept_history history;
    configure_instance<service>(history, log, virtual_clock{day(60)});
    event_bus bus;
    {
        auto const off = setup_retraining_from_environment<service>(bus, environment{});
        REQUIRE_FALSE(off);
        bus.publish(ping{});
        REQUIRE(history.kept->runs.empty());
        REQUIRE_THAT(*log.text, ContainsSubstring("retraining is off"));
    }
    auto const on = setup_retraining_from_environment<service>(
        bus, environment{{{"RETRAIN_ENABLED", "true"}, {"RETRAIN_ENABELD", "false"}}});
    REQUIRE(on);
    bus.publish(ping{});
    REQUIRE(history.kept->runs.size() == 1);
    REQUIRE_THAT(*log.text, ContainsSubstring("is set up") && ContainsSubstring("RETRAIN_ENABELD"));
}
