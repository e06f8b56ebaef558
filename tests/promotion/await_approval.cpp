#include <retrain/promotion/await_approval.hpp>

#include <laws/promotion.hpp>
#include <support/catch.hpp>

#include <chrono>
#include <type_traits>

using namespace retrain;
using namespace std::chrono_literals;

static_assert(PromotionPolicy<await_approval<>> && std::is_empty_v<await_approval<>>);
static_assert(laws::leaves_winners_open(await_approval<>{}));
static_assert(laws::leaves_winners_open(await_approval<1ns>{}));

TEST_CASE("a winner waits as long as the type says", "[promotion]") {
    constexpr time_point now{1'000h};
    constexpr auto week = await_approval<>::place({}, now);
    STATIC_REQUIRE(week->state == candidate_state::waiting);
    STATIC_REQUIRE(week->expires == now + 168h);
    STATIC_REQUIRE(await_approval<48h>::place({}, now)->expires == now + 48h);
}
