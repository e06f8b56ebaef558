#pragma once

#include <retrain/core/split_rows.hpp>

#include <cstddef>
#include <iterator>
#include <utility>

namespace retrain {

/// The folds of a cross-validation as a sized forward range of `split_rows`. Nothing but the order
/// of the rows is kept: a fold is made whenever it is looked at, so a range of many folds takes the
/// memory of one. The rows must outlive it.
///
/// `Plan` has `size()`, and a const `operator()(i)` that makes fold `i` or throws `error`
/// (`bad_data`) where no row is left to train on.
template <class Plan>
class fold_range {
   public:
    class iterator {
       public:
        using value_type = split_rows;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::forward_iterator_tag;

        constexpr iterator() = default;
        constexpr iterator(Plan const& plan, std::size_t fold) noexcept
            : plan_{&plan}, fold_{fold} {}

        [[nodiscard]] constexpr split_rows operator*() const { return (*plan_)(fold_); }
        constexpr iterator& operator++() noexcept {
            ++fold_;
            return *this;
        }
        constexpr iterator operator++(int) noexcept {
            auto const before = *this;
            ++fold_;
            return before;
        }
        friend constexpr bool operator==(iterator const&, iterator const&) = default;

       private:
        Plan const* plan_ = nullptr;
        std::size_t fold_ = 0;
    };

    constexpr explicit fold_range(Plan plan) : plan_{std::move(plan)} {}

    [[nodiscard]] constexpr iterator begin() const noexcept { return {plan_, 0}; }
    [[nodiscard]] constexpr iterator end() const noexcept { return {plan_, size()}; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return plan_.size(); }

    /// Fold `fold`, below `size()`.
    [[nodiscard]] constexpr split_rows operator[](std::size_t fold) const { return plan_(fold); }

   private:
    Plan plan_;
};

}  // namespace retrain
