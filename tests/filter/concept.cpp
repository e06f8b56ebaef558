#include <retrain/filter/concept.hpp>

#include <retrain/core/role.hpp>

#include <support/catch.hpp>

namespace {

using retrain::filter_role;
using retrain::row_decision;
using retrain::row_view;
using retrain::RowFilter;

/// What the concept asks for and nothing more: not even movable.
struct archetype {
    using policy_role = filter_role;
    archetype() = default;
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    row_decision judge(row_view const&) const { return row_decision::pass; }
};
static_assert(RowFilter<archetype>);
static_assert(filter_role::accepts<archetype>);
static_assert(filter_role::explain<archetype>());

struct without_role {
    row_decision judge(row_view const&) const;
};
static_assert(!RowFilter<without_role>);

struct other_role {
    using policy_role = struct somebody;
    row_decision judge(row_view const&) const;
};
static_assert(!RowFilter<other_role>);

struct without_judge {
    using policy_role = filter_role;
};
static_assert(!RowFilter<without_judge>);

struct mutable_judge {
    using policy_role = filter_role;
    row_decision judge(row_view const&);
};
static_assert(!RowFilter<mutable_judge>);

struct greedy_judge {
    using policy_role = filter_role;
    row_decision judge(row_view&) const;
};
static_assert(!RowFilter<greedy_judge>);

struct answers_bool {
    using policy_role = filter_role;
    bool judge(row_view const&) const;
};
static_assert(!RowFilter<answers_bool>);

/// A type that may not be edited is adapted from outside.
struct foreign {
    row_decision judge(row_view const&) const { return row_decision::fail; }
};

}  // namespace

template <>
struct retrain::role_of<foreign> {
    using type = retrain::filter_role;
};
static_assert(RowFilter<foreign>);

TEST_CASE("a filter's archetype judges a row") {
    retrain::dataset_view const rows{};
    archetype const filter;
    CHECK(filter.judge(row_view{rows, 0}) == row_decision::pass);
    CHECK(foreign{}.judge(row_view{rows, 0}) == row_decision::fail);
}
