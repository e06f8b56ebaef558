#include <retrain/split/concept.hpp>

#include <retrain/split/allow_unpurged.hpp>

#include <laws/split.hpp>
#include <split/intervals.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <vector>

using retrain::dataset_view;
using retrain::split_role;
using retrain::split_rows;
using retrain::SplitPolicy;

namespace near_miss {

struct without_role {
    static constexpr bool refits = true;
    static constexpr bool purged = true;
    split_rows split(dataset_view) const;
};
static_assert(!SplitPolicy<without_role>);

struct other_role {
    using policy_role = struct somebody;
    static constexpr bool refits = true;
    static constexpr bool purged = true;
    split_rows split(dataset_view) const;
};
static_assert(!SplitPolicy<other_role>);

struct without_split {
    using policy_role = split_role;
    static constexpr bool refits = true;
    static constexpr bool purged = true;
};
static_assert(!SplitPolicy<without_split>);

struct mutable_split {
    using policy_role = split_role;
    static constexpr bool refits = true;
    static constexpr bool purged = true;
    split_rows split(dataset_view);
};
static_assert(!SplitPolicy<mutable_split>);

struct answers_indices {
    using policy_role = split_role;
    static constexpr bool refits = true;
    static constexpr bool purged = true;
    std::vector<std::size_t> split(dataset_view) const;
};
static_assert(!SplitPolicy<answers_indices>);

struct without_refits {
    using policy_role = split_role;
    static constexpr bool purged = true;
    split_rows split(dataset_view) const;
};
static_assert(!SplitPolicy<without_refits>);

struct refits_is_no_answer {
    using policy_role = split_role;
    struct maybe {};
    static constexpr maybe refits{};
    static constexpr bool purged = true;
    split_rows split(dataset_view) const;
};
static_assert(!SplitPolicy<refits_is_no_answer>);

struct without_purged {
    using policy_role = split_role;
    static constexpr bool refits = true;
    split_rows split(dataset_view) const;
};
static_assert(!SplitPolicy<without_purged>);

struct unpurged {
    using policy_role = split_role;
    static constexpr bool refits = true;
    static constexpr bool purged = false;
    split_rows split(dataset_view) const;
};
static_assert(!SplitPolicy<unpurged>);
static_assert(SplitPolicy<retrain::allow_unpurged<unpurged>>);
static_assert(!SplitPolicy<retrain::allow_unpurged<without_purged>>);
static_assert(!SplitPolicy<retrain::allow_unpurged<without_refits>>);

}  // namespace near_miss

namespace {

/// What the concept asks for and nothing more.
struct archetype {
    using policy_role = split_role;
    static constexpr bool refits = false;
    static constexpr bool purged = true;
    archetype() = default;
    archetype(archetype const&) = delete;
    archetype& operator=(archetype const&) = delete;
    split_rows split(dataset_view rows) const {
        split_rows halves;  // everything but the first row and the last is purged
        halves.training.push_back(0);
        halves.holdout.push_back(rows.row_count() - 1);
        halves.purged = rows.row_count() - 2;
        return halves;
    }
};
static_assert(SplitPolicy<archetype>);
static_assert(split_role::accepts<archetype>);
static_assert(split_role::explain<archetype>());

TEST_CASE("the split's laws tell a lawful split from others") {
    auto const rows = retrain::testing::daily(10, 2);
    CHECK(retrain::laws::lawful_split(archetype{}.split(rows.view()), rows.view()));

    CHECK(retrain::laws::lawful_split({{0, 1}, {4}, 7}, rows.view()));
    CHECK_FALSE(retrain::laws::lawful_split({{0, 1}, {4}, 6}, rows.view()));     // a row is lost
    CHECK_FALSE(retrain::laws::lawful_split({{0, 1}, {1}, 7}, rows.view()));     // on both sides
    CHECK_FALSE(retrain::laws::lawful_split({{0, 1}, {10}, 7}, rows.view()));    // no such row
    CHECK_FALSE(retrain::laws::lawful_split({{1, 0}, {4}, 7}, rows.view()));     // unsorted
    CHECK_FALSE(retrain::laws::lawful_split({{0, 1}, {6, 5}, 6}, rows.view()));  // unsorted
    CHECK_FALSE(retrain::laws::lawful_split({{0, 1}, {3}, 7}, rows.view()));     // 1 ends on 3
    CHECK_FALSE(retrain::laws::lawful_split({{0, 7}, {5}, 7}, rows.view()));     // 7 begins in 5
}

}  // namespace
