#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/split_rows.hpp>
#include <retrain/detail/entry_blocks.hpp>
#include <retrain/split/fold_range.hpp>
#include <retrain/split/fold_split.hpp>

#include <algorithm>
#include <cstddef>

namespace retrain {

/// Use when a model is to be tested as it will be used, never on rows before those that it learned
/// from: the rows by entry are cut into `Folds` + 1 blocks; each but the first tests a model that
/// learned from the last `TrainingBlocks` blocks before it. With the default that is all of them, a
/// window that grows; with fewer it rolls. Training rows whose labels look into the test block are
/// purged.
///
/// `folds` throws `error` (`bad_data`) where a block would be empty, since rows of one entry stay
/// together; a fold does where nothing is left to train on. O(n log n), and O(n) a fold.
template <std::size_t Folds = 5, std::size_t TrainingBlocks = Folds>
struct walk_forward {
    static_assert(Folds >= 1, "walk_forward<Folds>: at least one fold");
    static_assert(TrainingBlocks >= 1, "walk_forward<Folds, TrainingBlocks>: at least one block");
    static constexpr bool purged = true;

    class plan {
       public:
        constexpr explicit plan(dataset_view rows) : blocks_{rows, Folds + 1} {}
        [[nodiscard]] static constexpr std::size_t size() noexcept { return Folds; }
        [[nodiscard]] constexpr split_rows operator()(std::size_t fold) const {
            std::size_t const tested = fold + 1;
            auto const rows = blocks_.rows();
            auto const tests = blocks_.rows_of(blocks_.blocks(tested, tested + 1));
            auto const before = blocks_.rows_of(
                blocks_.blocks(tested - std::min(tested, TrainingBlocks), tested));
            split_rows split;
            split.holdout.assign(tests.begin(), tests.end());
            for (auto const row : before)
                if (rows.exit[row] < rows.entry[tests.front()])
                    split.training.push_back(row);
                else
                    ++split.purged;
            detail::require_training_side(split, rows.row_count());
            return split;
        }

       private:
        detail::entry_blocks blocks_;
    };

    [[nodiscard]] static constexpr fold_range<plan> folds(dataset_view rows) {
        return fold_range{plan{rows}};
    }
};
static_assert(FoldSplit<walk_forward<>>);

}  // namespace retrain
