#include <retrain/promotion/replace.hpp>

#include <laws/promotion.hpp>
#include <support/catch.hpp>

#include <type_traits>

using namespace retrain;

static_assert(PromotionPolicy<replace> && std::is_empty_v<replace>);
static_assert(laws::leaves_winners_open(replace{}));

TEST_CASE("every winner goes live", "[promotion]") {
    STATIC_REQUIRE_FALSE(replace::place({}, {}));
}
