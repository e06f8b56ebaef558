#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/core/row_view.hpp>

#include <range/v3/view/facade.hpp>

#include <cstddef>

namespace retrain {

/// The rows of a data set as a sized random-access view of `row_view`, for range-v3's views:
/// `rows(data) | ranges::views::chunk_by(same_ticker)`. Nothing is copied; the range is valid as
/// long as what the `dataset_view` looks at.
class row_range : public ranges::view_facade<row_range> {
   public:
    row_range() = default;
    constexpr explicit row_range(dataset_view data) noexcept : data_{data} {}

   private:
    friend ranges::range_access;

    struct cursor {
        dataset_view data{};
        std::size_t index = 0;

        [[nodiscard]] constexpr row_view read() const noexcept { return {data, index}; }
        [[nodiscard]] constexpr bool equal(cursor const& other) const noexcept {
            return index == other.index;
        }
        constexpr void next() noexcept { ++index; }
        constexpr void prev() noexcept { --index; }
        constexpr void advance(std::ptrdiff_t n) noexcept { index += static_cast<std::size_t>(n); }
        [[nodiscard]] constexpr std::ptrdiff_t distance_to(cursor const& other) const noexcept {
            return static_cast<std::ptrdiff_t>(other.index) - static_cast<std::ptrdiff_t>(index);
        }
    };
    [[nodiscard]] constexpr cursor begin_cursor() const noexcept { return {data_, 0}; }
    [[nodiscard]] constexpr cursor end_cursor() const noexcept {
        return {data_, data_.row_count()};
    }

    dataset_view data_{};
};

/// All rows of `data`.
[[nodiscard]] constexpr row_range rows(dataset_view data) noexcept { return row_range{data}; }

}  // namespace retrain
