#include <retrain/validation/concept.hpp>

#include <support/catch.hpp>

using retrain::evidence;
using retrain::validation_role;
using retrain::ValidationPolicy;
using retrain::verdict;

namespace near_miss {

struct without_role {
    verdict decide(evidence const&) const noexcept;
};
static_assert(!ValidationPolicy<without_role>);

struct other_role {
    using policy_role = struct somebody;
    verdict decide(evidence const&) const noexcept;
};
static_assert(!ValidationPolicy<other_role>);

struct without_decide {
    using policy_role = validation_role;
};
static_assert(!ValidationPolicy<without_decide>);

struct mutable_decide {
    using policy_role = validation_role;
    verdict decide(evidence const&) noexcept;
};
static_assert(!ValidationPolicy<mutable_decide>);

struct greedy_decide {
    using policy_role = validation_role;
    verdict decide(evidence&) const noexcept;
};
static_assert(!ValidationPolicy<greedy_decide>);

struct answers_bool {
    using policy_role = validation_role;
    bool decide(evidence const&) const noexcept;
};
static_assert(!ValidationPolicy<answers_bool>);

struct may_throw {
    using policy_role = validation_role;
    verdict decide(evidence const&) const;
};
static_assert(!ValidationPolicy<may_throw>);

}  // namespace near_miss

namespace {

/// What the concept asks for and nothing more.
struct archetype {
    using policy_role = validation_role;
    archetype() = default;
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    verdict decide(evidence const&) const noexcept { return {}; }
};
static_assert(ValidationPolicy<archetype>);
static_assert(validation_role::accepts<archetype>);
static_assert(validation_role::explain<archetype>());

TEST_CASE("a verdict that nobody filled in does not publish") {
    archetype const gate;
    CHECK_FALSE(gate.decide({}).publishes());
}

}  // namespace
