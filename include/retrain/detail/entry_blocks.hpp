#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/error.hpp>
#include <retrain/core/split_rows.hpp>
#include <retrain/core/time.hpp>
#include <retrain/detail/entry_order.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace retrain::detail {

/// Throws `error` (`bad_data`) unless rows are left to train on.
constexpr void require_training_side(split_rows const& split, std::size_t rows) {
    if (split.training.empty())
        throw error{failure_reason::bad_data,
                    "of " + std::to_string(rows) + " rows a fold tests " +
                        std::to_string(split.holdout.size()) + ", " + std::to_string(split.purged) +
                        " are purged, and none is left to train on; use fewer folds, a shorter "
                        "embargo, or labels that look less far ahead"};
}

/// The rows in ascending order of entry, cut into blocks of about the same size. Rows of one entry
/// are in one block.
class entry_blocks {
   public:
    /// Positions in the order of entry, from `begin` to before `end`.
    struct block {
        std::size_t begin;
        std::size_t end;
    };

    /// Throws `error` (`bad_data`) where a block would be empty.
    constexpr entry_blocks(dataset_view rows, std::size_t count)
        : rows_{rows}, order_{entry_order(rows)} {
        for (std::size_t i = 0; i < count && !order_.empty(); ++i) {
            auto const cut = order_.size() / count * i + order_.size() % count * i / count;
            cuts_.push_back(position_of(rows_.entry[order_[cut]]));
        }
        cuts_.push_back(order_.size());
        if (cuts_.size() != count + 1 || std::ranges::adjacent_find(cuts_) != cuts_.end())
            throw error{failure_reason::bad_data,
                        std::to_string(order_.size()) + " rows can't be cut by entry into " +
                            std::to_string(count) +
                            " blocks, since rows of one entry stay together; use fewer folds or "
                            "more rows"};
    }

    /// Blocks `first` to before `last` as one.
    [[nodiscard]] constexpr block blocks(std::size_t first, std::size_t last) const {
        return {cuts_[first], cuts_[last]};
    }
    [[nodiscard]] constexpr std::span<std::size_t const> rows_of(block part) const {
        return std::span{order_}.subspan(part.begin, part.end - part.begin);
    }
    [[nodiscard]] constexpr dataset_view rows() const noexcept { return rows_; }

    /// The rows of `tests`, which are disjoint and ascending, test; of the others, those train that
    /// do not touch [first entry, last exit] of a part of `tests` and do not enter in the embargo
    /// after it. O(rows * parts). Throws `error` (`bad_data`) where nothing is left to train on.
    template <class Embargo>
    [[nodiscard]] constexpr split_rows purged_split(std::span<block const> tests) const {
        struct forbidden {
            time_point from;
            time_point until;
        };
        split_rows split;
        std::vector<forbidden> spans;
        for (block const part : tests) {
            auto const tested = rows_of(part);
            split.holdout.insert(split.holdout.end(), tested.begin(), tested.end());
            time_point last_exit = rows_.exit[tested.front()];
            for (auto const row : tested) last_exit = std::max(last_exit, rows_.exit[row]);
            spans.push_back({rows_.entry[tested.front()],
                             Embargo::until(rows_, std::span{order_}, last_exit)});
        }
        auto const touches = [&](std::size_t row) {
            return std::ranges::any_of(spans, [&](forbidden span) {
                return rows_.exit[row] >= span.from && rows_.entry[row] <= span.until;
            });
        };
        auto next = tests.begin();
        for (std::size_t at = 0; at < order_.size(); ++at) {
            while (next != tests.end() && at >= next->end) ++next;
            if (next != tests.end() && at >= next->begin) continue;
            if (touches(order_[at]))
                ++split.purged;
            else
                split.training.push_back(order_[at]);
        }
        require_training_side(split, order_.size());
        return split;
    }

   private:
    [[nodiscard]] constexpr std::size_t position_of(time_point entry) const {
        auto const found = std::ranges::lower_bound(
            order_, entry, {}, [&](std::size_t row) { return rows_.entry[row]; });
        return static_cast<std::size_t>(found - order_.begin());
    }

    dataset_view rows_;
    std::vector<std::size_t> order_;
    std::vector<std::size_t> cuts_{};
};

}  // namespace retrain::detail
