#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/split_rows.hpp>
#include <retrain/detail/entry_blocks.hpp>
#include <retrain/split/embargo.hpp>
#include <retrain/split/fold_range.hpp>
#include <retrain/split/fold_split.hpp>

#include <array>
#include <cstddef>

namespace retrain {

/// Use when rows are few and each must test once: the rows by entry are cut into `K` blocks of about
/// the same size; each tests once, and of the others those train whose label intervals do not touch
/// it and that do not enter in the embargo after it. Models are also tested on rows before those that
/// they learned from; `walk_forward` does not do that.
///
/// `folds` throws `error` (`bad_data`) where a block would be empty, since rows of one entry stay
/// together; a fold does where nothing is left to train on. O(n log n), and O(n) a fold.
template <std::size_t K = 5, class Embargo = embargo_percent<1>>
struct purged_k_fold {
    static_assert(K >= 2, "purged_k_fold<K>: at least two folds");
    static constexpr bool purged = true;

    class plan {
       public:
        constexpr explicit plan(dataset_view rows) : blocks_{rows, K} {}
        [[nodiscard]] static constexpr std::size_t size() noexcept { return K; }
        [[nodiscard]] constexpr split_rows operator()(std::size_t fold) const {
            std::array const tested{blocks_.blocks(fold, fold + 1)};
            return blocks_.template purged_split<Embargo>(tested);
        }

       private:
        detail::entry_blocks blocks_;
    };

    [[nodiscard]] static constexpr fold_range<plan> folds(dataset_view rows) {
        return fold_range{plan{rows}};
    }
};
static_assert(FoldSplit<purged_k_fold<>>);

}  // namespace retrain
