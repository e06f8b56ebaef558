#include <retrain/interval/always.hpp>

#include <laws/interval.hpp>
#include <support/catch.hpp>

#include <type_traits>

using namespace retrain;

static_assert(IntervalPolicy<always> && std::is_empty_v<always>);
static_assert(laws::interval(always{}) && laws::monotone(always{}));

TEST_CASE("always allows, also where nothing else would") {
    CHECK(laws::detail::for_observations([](observation const& o) { return always::allows(o); }));
}
