#include <retrain/trigger/manual_only.hpp>

#include <retrain/trigger/any_of.hpp>
#include <retrain/trigger/on.hpp>

#include <support/catch.hpp>

#include <type_traits>

using namespace retrain;

namespace {
struct event {};
}  // namespace

static_assert(TriggerPolicy<manual_only> && std::is_empty_v<manual_only>);
static_assert(manual_only::events::size == 0);

TEST_CASE("manual_only adds nothing to a combination") {
    using same = any_of<manual_only, on<event>>;
    STATIC_REQUIRE(std::is_same_v<same::events, type_list<event>>);
    CHECK(same{}.observe(event{}, {}).has_value());
}
