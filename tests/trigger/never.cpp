#include <retrain/trigger/never.hpp>

#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/on.hpp>

#include <support/catch.hpp>

#include <type_traits>

using namespace retrain;

namespace {
struct event {};
}  // namespace

static_assert(TriggerPolicy<never> && std::is_empty_v<never>);
static_assert(never::events::size == 0);

TEST_CASE("never adds nothing to a combination") {
    using same = any_of<never, on<event>>;
    STATIC_REQUIRE(std::is_same_v<same::events, type_list<event>>);
    CHECK(same{}.observe(event{}, {}).has_value());
}
