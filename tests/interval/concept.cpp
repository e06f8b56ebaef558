#include <retrain/interval/concept.hpp>

#include <retrain/interval/all_of.hpp>
#include <retrain/interval/any_of.hpp>
#include <retrain/interval/not.hpp>

#include <laws/interval.hpp>
#include <support/catch.hpp>

namespace {

using namespace retrain;

/// What the concept asks for and nothing more.
struct archetype {
    using policy_role = interval_role;
    archetype() = default;
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    bool allows(observation const&) const noexcept { return false; }
};
static_assert(IntervalPolicy<archetype>);
static_assert(interval_role::accepts<archetype>);
static_assert(interval_role::explain<archetype>());
static_assert(!counts_samples<archetype>);

// Combinations ask for nothing more either.
static_assert(IntervalPolicy<all_of<archetype, archetype>>);
static_assert(IntervalPolicy<any_of<archetype, archetype>>);
static_assert(IntervalPolicy<not_<archetype>>);

struct without_role {
    bool allows(observation const&) const noexcept;
};
static_assert(!IntervalPolicy<without_role>);

struct other_role {
    using policy_role = struct somebody;
    bool allows(observation const&) const noexcept;
};
static_assert(!IntervalPolicy<other_role>);

struct without_allows {
    using policy_role = interval_role;
};
static_assert(!IntervalPolicy<without_allows>);

struct mutable_allows {
    using policy_role = interval_role;
    bool allows(observation const&) noexcept;
};
static_assert(!IntervalPolicy<mutable_allows>);

struct greedy_allows {
    using policy_role = interval_role;
    bool allows(observation&) const noexcept;
};
static_assert(!IntervalPolicy<greedy_allows>);

struct answers_int {
    using policy_role = interval_role;
    int allows(observation const&) const noexcept;
};
static_assert(!IntervalPolicy<answers_int>);

struct may_throw {
    using policy_role = interval_role;
    bool allows(observation const&) const;
};
static_assert(!IntervalPolicy<may_throw>);

/// A type that may not be edited is adapted from outside.
struct foreign {
    bool allows(observation const& o) const noexcept { return o.new_samples > 1000; }
};

/// A refusal that is no `refusal` does not count as an explanation.
struct explains_badly {
    using policy_role = interval_role;
    static constexpr bool allows(observation const&) noexcept { return false; }
    static constexpr int refuses(observation const&) noexcept { return 1; }
};

struct counts {
    using policy_role = interval_role;
    static constexpr bool counts_samples = true;
    static constexpr bool allows(observation const& o) noexcept { return o.new_samples > 1; }
};

}  // namespace

template <>
struct retrain::role_of<foreign> {
    using type = retrain::interval_role;
};
static_assert(IntervalPolicy<foreign>);

TEST_CASE("a policy that gives no reason of its own is named by its type") {
    archetype const policy;
    CHECK(why_refused(policy, {}) == refusal{skip_reason::policy_refused, "archetype"});
    CHECK(why_refused(explains_badly{}, {}) ==
          refusal{skip_reason::policy_refused, "explains_badly"});
    CHECK(all_of<archetype>{}.refuses({}) == refusal{skip_reason::policy_refused, "archetype"});
}

TEST_CASE("a policy that counts samples is not asked before they are counted") {
    static_assert(counts_samples<counts>);
    static_assert(!refuses_uncounted(counts{}, {}));
    static_assert(refuses_uncounted(explains_badly{}, {}));
    static_assert(laws::interval(counts{}));
    archetype const policy;
    CHECK(refuses_uncounted(policy, {}));
    CHECK(!policy.allows({}));
}

TEST_CASE("a foreign type plays the role by specialisation") {
    CHECK(foreign{}.allows({.new_samples = 1001}));
    CHECK(!all_of<foreign>{}.allows({.new_samples = 1000}));
}
