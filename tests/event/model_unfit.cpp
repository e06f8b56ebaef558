#include <retrain/event/model_unfit.hpp>

#include <retrain/event/event_bus.hpp>

#include <support/catch.hpp>

#include <type_traits>

using namespace retrain;

namespace {
struct entry_models {};
struct exit_models {};
}  // namespace

static_assert(std::is_same_v<model_unfit<entry_models>::tag, entry_models>);
static_assert(model_unfit<exit_models>::event_name == "model_unfit");

TEST_CASE("each service has a model_unfit of its own") {
    event_bus bus;
    std::string named;
    auto const listening = bus.subscribe<model_unfit<entry_models>>(
        [&](auto const& news) { named = news.model; });
    bus.publish(model_unfit<exit_models>{.model = "exit"});
    CHECK(named.empty());
    bus.publish(model_unfit<entry_models>{.model = "entry"});
    CHECK(named == "entry");
}
