#include <retrain/event/retraining_completed.hpp>

#include <retrain/detail/event_name.hpp>
#include <retrain/event/event_bus.hpp>
#include <retrain/trigger/on.hpp>

#include <support/catch.hpp>

#include <type_traits>

namespace {

using namespace retrain;

struct entry_models {};
struct exit_models {};

static_assert(std::is_same_v<retraining_completed<entry_models>::tag, entry_models>);

}  // namespace

TEST_CASE("an announcement reaches those who listen to its tag, and nobody else") {
    event_bus bus;
    int entry = 0;
    int exit = 0;
    auto const first =
        bus.subscribe<retraining_completed<entry_models>>([&](auto const&) { ++entry; });
    auto const second =
        bus.subscribe<retraining_completed<exit_models>>([&](auto const&) { ++exit; });
    bus.publish(retraining_completed<entry_models>{});
    CHECK((entry == 1 && exit == 0));
}

TEST_CASE("an announcement owns its record and can be kept") {
    event_bus bus;
    bus.keep_history<retraining_completed<entry_models>>(2);
    {
        run_record run{.number = 7, .service = "entry", .reason = "clock_tick"};
        bus.publish(retraining_completed<entry_models>{run});
        run.reason = "changed afterwards";
    }
    auto const kept = bus.history<retraining_completed<entry_models>>();
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].run.number == 7);
    CHECK(kept[0].run.reason == "clock_tick");
}

TEST_CASE("as a reason it says whose it was") {
    auto const why = on<retraining_completed<entry_models>>{}.observe({}, {});
    REQUIRE(why);
    CHECK(why->what.starts_with("retraining_completed<"));
    CHECK(why->what.find("entry_models") != std::string_view::npos);
}
