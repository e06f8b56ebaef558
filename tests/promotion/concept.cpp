#include <retrain/promotion/concept.hpp>

#include <support/catch.hpp>

using namespace retrain;

namespace near_miss {

struct without_role {
    std::optional<set_aside_as> place(verdict const&, time_point) const noexcept;
};
static_assert(!PromotionPolicy<without_role>);

struct without_place {
    using policy_role = promotion_role;
};
static_assert(!PromotionPolicy<without_place>);

struct mutable_place {
    using policy_role = promotion_role;
    std::optional<set_aside_as> place(verdict const&, time_point) noexcept;
};
static_assert(!PromotionPolicy<mutable_place>);

struct answers_bool {
    using policy_role = promotion_role;
    bool place(verdict const&, time_point) const noexcept;
};
static_assert(!PromotionPolicy<answers_bool>);

struct may_throw {
    using policy_role = promotion_role;
    std::optional<set_aside_as> place(verdict const&, time_point) const;
};
static_assert(!PromotionPolicy<may_throw>);

}  // namespace near_miss

namespace {

/// What the concept asks for and nothing more.
struct archetype {
    using policy_role = promotion_role;
    archetype() = default;
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    std::optional<set_aside_as> place(verdict const&, time_point) const noexcept { return {}; }
};
static_assert(PromotionPolicy<archetype>);
static_assert(promotion_role::explain<archetype>());

}  // namespace

TEST_CASE("a winner that is set aside is open for a decision", "[promotion]") {
    CHECK(is_open(set_aside_as{}.state));
    CHECK(set_aside_as{}.expires == not_yet);
}
