#include <retrain/promotion/keep_as_challenger.hpp>

#include <laws/promotion.hpp>
#include <support/catch.hpp>

#include <type_traits>

using namespace retrain;

static_assert(PromotionPolicy<keep_as_challenger> && std::is_empty_v<keep_as_challenger>);
static_assert(laws::leaves_winners_open(keep_as_challenger{}));

TEST_CASE("a winner stands beside the champion, where there is one", "[promotion]") {
    verdict won;
    won.kind = decision_kind::promote;
    CHECK(keep_as_challenger::place(won, {})->state == candidate_state::challenger);
    CHECK(keep_as_challenger::place(won, {})->expires == not_yet);
    won.kind = decision_kind::no_baseline;
    CHECK_FALSE(keep_as_challenger::place(won, {}));
}
