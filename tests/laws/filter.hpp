#pragma once

#include <retrain/core/dataset.hpp>
#include <retrain/filter/concept.hpp>

#include <array>
#include <cstddef>

namespace retrain::laws {

/// [filter.pure] asked again about the same row, `p` says the same.
template <RowFilter P>
[[nodiscard]] constexpr bool repeats_itself(P const& p, dataset_view rows) {
    for (std::size_t i = 0; i < rows.row_count(); ++i)
        if (p.judge(row_view{rows, i}) != p.judge(row_view{rows, i})) return false;
    return true;
}

/// [filter.pure] a row alone in a data set is judged like the same row among the others: neither
/// its place nor its neighbours count.
template <RowFilter P>
[[nodiscard]] bool ignores_the_neighbours(P const& p, dataset_view rows) {
    for (std::size_t i = 0; i < rows.row_count(); ++i) {
        dataset const alone = select(rows, std::array{i});
        if (p.judge(row_view{alone.view(), 0}) != p.judge(row_view{rows, i})) return false;
    }
    return true;
}

}  // namespace retrain::laws
