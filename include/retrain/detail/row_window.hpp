#pragma once

#include <retrain/detail/words.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace retrain::detail {

/// The last `Size` rows of one shape, in a ring that is allocated when the shape becomes known.
template <std::size_t Size>
class row_window {
   public:
    /// Forgets all rows; those that follow have `columns` values of the features that
    /// `fingerprint` stands for.
    void start(std::uint64_t fingerprint, std::size_t columns) {
        values_.assign(Size * columns, 0.0F);
        fingerprint_ = fingerprint;
        columns_ = columns;
        clear();
    }
    void clear() noexcept { rows_ = next_ = fresh_ = 0; }

    [[nodiscard]] bool has_shape(std::uint64_t fingerprint, std::size_t columns) const noexcept {
        return fingerprint == fingerprint_ && columns == columns_;
    }
    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
    [[nodiscard]] bool full() const noexcept { return rows_ == Size; }
    /// Rows since `look`.
    [[nodiscard]] std::size_t fresh() const noexcept { return fresh_; }

    /// `row` has as many values as there are columns.
    void push(std::span<float const> row) noexcept {
        std::ranges::copy(row, values_.begin() + static_cast<std::ptrdiff_t>(next_ * columns_));
        next_ = (next_ + 1) % Size;
        rows_ = std::min(rows_ + 1, Size);
        ++fresh_;
    }

    /// The rows of a full window, in any order.
    [[nodiscard]] std::span<float const> look() noexcept {
        fresh_ = 0;
        return values_;
    }

    void save(word_writer& words) const {
        auto const at = [this](std::size_t row) {
            return values_.begin() + static_cast<std::ptrdiff_t>(row * columns_);
        };
        std::vector<float> ordered(at(full() ? next_ : 0), at(rows_));
        if (full()) ordered.insert(ordered.end(), at(0), at(next_));
        words.number(fresh_).number(fingerprint_).number(columns_).numbers(ordered);
    }

    /// Reads the rest of `words`; false, and no change, where `save` can't have written it.
    [[nodiscard]] bool restore(word_reader& words) {
        auto const fresh = words.number<std::size_t>();
        auto const fingerprint = words.number<std::uint64_t>();
        auto const columns = words.number<std::size_t>();
        auto const values = words.numbers<float>();
        if (!fresh || !fingerprint || !columns || !values || !words.done()) return false;
        if (values->empty()) {
            clear();
            return true;
        }
        if (*columns == 0 || values->size() % *columns != 0) return false;
        start(*fingerprint, *columns);
        for (std::size_t at = 0; at < values->size(); at += *columns)
            push(std::span{*values}.subspan(at, *columns));
        fresh_ = *fresh;
        return true;
    }

   private:
    std::vector<float> values_{};
    std::uint64_t fingerprint_ = 0;
    std::size_t columns_ = 0;
    std::size_t rows_ = 0;
    std::size_t next_ = 0;  ///< the row that the next one replaces
    std::size_t fresh_ = 0;
};

}  // namespace retrain::detail
