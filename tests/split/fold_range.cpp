#include <retrain/split/fold_range.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <ranges>

namespace {

/// Fold i of three tests row i and trains on the next.
struct three {
    static constexpr std::size_t size() { return 3; }
    constexpr retrain::split_rows operator()(std::size_t fold) const {
        return {{fold + 1}, {fold}, 0};
    }
};
using folds = retrain::fold_range<three>;
static_assert(std::ranges::forward_range<folds const>);
static_assert(std::ranges::sized_range<folds const>);
static_assert(folds{three{}}.size() == 3);
static_assert(folds{three{}}[2].holdout.front() == 2);
static_assert(std::ranges::count_if(folds{three{}}, [](auto const& fold) {
                  return fold.training.front() == fold.holdout.front() + 1;
              }) == 3);

TEST_CASE("a fold is made when it is looked at") {
    struct counted : three {
        int* made;
        retrain::split_rows operator()(std::size_t fold) const {
            ++*made;
            return three::operator()(fold);
        }
    };
    int made = 0;
    counted plan;
    plan.made = &made;
    retrain::fold_range const lazy{plan};
    auto at = lazy.begin();
    CHECK(at++ == lazy.begin());
    CHECK(made == 0);
    CHECK((*at).holdout.front() == 1);
    CHECK(made == 1);
    std::size_t last = 0;
    for (auto const& fold : lazy | std::views::drop(1)) last = fold.holdout.front();
    CHECK(last == 2);
    CHECK(made == 3);
}

}  // namespace
