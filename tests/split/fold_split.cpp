#include <retrain/split/fold_split.hpp>

#include <support/catch.hpp>

#include <array>
#include <cstddef>
#include <vector>

using retrain::dataset_view;
using retrain::FoldSplit;
using retrain::split_rows;

namespace near_miss {

struct without_folds {
    static constexpr bool purged = true;
};
static_assert(!FoldSplit<without_folds>);

struct mutable_folds {
    static constexpr bool purged = true;
    std::vector<split_rows> folds(dataset_view);
};
static_assert(!FoldSplit<mutable_folds>);

struct answers_one {
    static constexpr bool purged = true;
    split_rows folds(dataset_view) const;
};
static_assert(!FoldSplit<answers_one>);

struct answers_indices {
    static constexpr bool purged = true;
    std::vector<std::size_t> folds(dataset_view) const;
};
static_assert(!FoldSplit<answers_indices>);

struct without_purged {
    std::vector<split_rows> folds(dataset_view) const;
};
static_assert(!FoldSplit<without_purged>);

}  // namespace near_miss

namespace {

/// What the concept asks for and nothing more.
struct archetype {
    static constexpr bool purged = false;
    archetype() = default;
    archetype(archetype const&) = delete;
    std::array<split_rows, 1> folds(dataset_view) const { return {}; }
};
static_assert(FoldSplit<archetype>);
static_assert(retrain::fold_requirements::accepts<archetype>);
static_assert(retrain::fold_requirements::explain<archetype>());

TEST_CASE("a split into folds may answer any forward range") {
    std::size_t folds = 0;
    for (split_rows const& fold : archetype{}.folds({})) folds += 1 + fold.purged;
    CHECK(folds == 1);
}

}  // namespace
